package io.suuupra.tools;

import io.suuupra.codecs.edge.upi.UpiLink;
import io.suuupra.gateway.rest.upi.QrImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class QrCommandTest
{
    private static final String LINK = "upi://pay?pa=shop@beta&pn=Shop%20of%20Beta&tr=ORDER17&am=499.00&cu=INR";
    private static final String[] SHOP =
        { "qr", "--pa", "shop@beta", "--pn", "Shop of Beta", "--am", "499.00", "--tr", "ORDER17" };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(final String... more)
    {
        final String[] arguments = Arrays.copyOf(SHOP, SHOP.length + more.length);
        System.arraycopy(more, 0, arguments, SHOP.length, more.length);
        final CommandLine commandLine = Main.commandLine(
            (_, _, _) ->
            {
                throw new AssertionError("no node is asked");
            });
        return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    @Test
    void shouldPrintCodeAndLink()
    {
        assertEquals(Main.DONE, run(), err.toString());
        assertEquals(QrImage.of(LINK).blocks() + LINK + System.lineSeparator(), out.toString());
    }

    @Test
    void shouldWriteFilesByTheirEndings() throws Exception
    {
        final Path png = folder.resolve("code.PNG");
        assertEquals(Main.DONE, run("--out", png.toString(), "--scale", "3"), err.toString());
        assertArrayEquals(QrImage.of(LINK).png(3), Files.readAllBytes(png));
        final Path svg = folder.resolve("code.svg");
        assertEquals(Main.DONE, run("--out", svg.toString()), err.toString());
        assertEquals(QrImage.of(LINK).svg(8), Files.readString(svg));
    }

    @ParameterizedTest
    @CsvSource({ "EC,256", "RSA,2048" })
    void shouldSignWithThePayeesKey(final String algorithm, final int size) throws Exception
    {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        final KeyPair keys = generator.generateKeyPair();
        final Path file = folder.resolve("key.pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" +
            Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
        assertEquals(Main.DONE, run("--sign-with", file.toString(), "--out", folder.resolve("x.png").toString()),
            err.toString());
        assertTrue(UpiLink.parse(out.toString().strip()).isSignedBy(keys.getPublic()), out.toString());
    }

    @Test
    void shouldRefuseWhatIsNoKey() throws Exception
    {
        final Path file = folder.resolve("key.pem");
        for (final String text : new String[]{ "", "no key",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----" })
        {
            Files.writeString(file, text);
            assertEquals(Main.USAGE, run("--sign-with", file.toString()));
            assertTrue(err.toString().startsWith("suuupra: --sign-with: must hold a private key"), err.toString());
            err.getBuffer().setLength(0);
        }
        assertEquals(Main.FAILED, run("--sign-with", folder.resolve("none").toString()));
        assertTrue(err.toString().startsWith("suuupra: there is no file"), err.toString());
        assertFalse(out.toString().contains("upi://"), out.toString());
    }
}
