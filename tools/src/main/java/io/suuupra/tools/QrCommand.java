package io.suuupra.tools;

import io.suuupra.codecs.edge.upi.BadLinkException;
import io.suuupra.codecs.edge.upi.UpiLink;
import io.suuupra.gateway.rest.upi.QrImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code qr}: makes a UPI payment link and its QR code, without a node. */
@Command(
    name = "qr",
    description = {
        "Makes a UPI payment link and its QR code: in the terminal, or as a file. Needs no node and no network.",
        "The options are the parameters of the link, as the specification names them."
    },
    mixinStandardHelpOptions = true)
final class QrCommand implements Callable<Integer>
{
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    @Spec
    private CommandSpec spec;

    @Option(names = "--pa", paramLabel = "ADDRESS", required = true,
        description = "The payee's address, local@handle.")
    private String address;

    @Option(names = "--pn", paramLabel = "NAME", required = true, description = "The payee's name, to be shown.")
    private String name;

    @Option(names = "--am", paramLabel = "RUPEES",
        description = "The amount with two decimals, such as 499.00; without it the payer decides.")
    private String amount;

    @Option(names = "--mam", paramLabel = "RUPEES",
        description = "The least that the payer must pay, if less than --am.")
    private String leastAmount;

    @Option(names = "--tr", paramLabel = "REFERENCE",
        description = "The payee's own reference, such as an order: letters and digits.")
    private String reference;

    @Option(names = "--tn", paramLabel = "NOTE", description = "A note, up to 50 characters.")
    private String note;

    @Option(names = "--mc", paramLabel = "MCC", description = "The payee's merchant category, four digits.")
    private String merchantCode;

    @Option(names = "--tid", paramLabel = "ID", description = "The transaction's id, given by the payee's PSP.")
    private String transactionId;

    @Option(names = "--url", paramLabel = "URL", description = "Where more is told about the payment.")
    private String url;

    @Option(names = "--mode", paramLabel = "NN", description = "How the payment is begun: 01 QR, 04 intent and so on.")
    private String mode;

    @Option(names = "--purpose", paramLabel = "NN", description = "What the payment is for; 00 = nothing special.")
    private String purpose;

    @Option(names = "--orgid", paramLabel = "NNNNNN", description = "Who made the link; 000000 = a merchant.")
    private String organisation;

    @Option(names = "--sign-with", paramLabel = "FILE",
        description = "Signs the link with this private key (PEM, PKCS #8; of an elliptic curve or RSA).")
    private Path key;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "8",
        description = "Pixels of a module on each side, 1 to 16; default ${DEFAULT-VALUE}.")
    private int scale;

    @Option(names = "--out", paramLabel = "FILE",
        description = "Writes the code to this file, which ends in .png or .svg.")
    private Path out;

    @Override
    public Integer call() throws IOException
    {
        if (scale < 1 || scale > QrImage.SCALE_MAX)
        {
            throw wrong("--scale: must be 1 to " + QrImage.SCALE_MAX);
        }
        final UpiLink link = link();
        final QrImage image = QrImage.of(link.toString());
        final PrintWriter console = spec.commandLine().getOut();
        if (out == null)
        {
            console.print(image.blocks());
        }
        else
        {
            Files.write(out, file(image));
        }
        console.println(link);
        console.flush();
        return Main.DONE;
    }

    private byte[] file(final QrImage image)
    {
        final String name = out.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".png"))
        {
            return image.png(scale);
        }
        if (name.endsWith(".svg"))
        {
            return image.svg(scale).getBytes(StandardCharsets.UTF_8);
        }
        throw wrong("--out: must end in .png or .svg");
    }

    private UpiLink link() throws IOException
    {
        final Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "pa", address);
        put(parameters, "pn", name);
        put(parameters, "mc", merchantCode);
        put(parameters, "tid", transactionId);
        put(parameters, "tr", reference);
        put(parameters, "tn", note);
        put(parameters, "am", amount);
        put(parameters, "mam", leastAmount);
        put(parameters, "url", url);
        put(parameters, "mode", mode);
        put(parameters, "purpose", purpose);
        put(parameters, "orgid", organisation);
        try
        {
            final UpiLink link = UpiLink.of(parameters);
            return key == null ? link : link.sign(privateKey());
        }
        catch (final BadLinkException bad)
        {
            throw wrong((bad.field().isEmpty() ? "the link" : "--" + bad.field()) + ": " + bad.rule());
        }
    }

    private static void put(final Map<String, String> parameters, final String name, final String value)
    {
        if (value != null)
        {
            parameters.put(name, value);
        }
    }

    private PrivateKey privateKey() throws IOException
    {
        final String text = Files.readString(key, StandardCharsets.US_ASCII).strip();
        if (text.startsWith(BEGIN) && text.endsWith(END))
        {
            try
            {
                final PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(
                    text.substring(BEGIN.length(), text.length() - END.length())));
                for (final String algorithm : List.of("EC", "RSA"))
                {
                    final PrivateKey read = read(algorithm, encoded);
                    if (read != null)
                    {
                        return read;
                    }
                }
            }
            catch (final IllegalArgumentException notBase64)
            {
                throw wrong("--sign-with: the file is no PEM");
            }
        }
        throw wrong("--sign-with: must hold a private key of an elliptic curve or RSA (PEM, PKCS #8)");
    }

    private static PrivateKey read(final String algorithm, final PKCS8EncodedKeySpec encoded)
    {
        try
        {
            return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        }
        catch (final GeneralSecurityException another)
        {
            return null;
        }
    }

    private ParameterException wrong(final String why)
    {
        return new ParameterException(spec.commandLine(), why);
    }
}
