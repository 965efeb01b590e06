package io.suuupra.gateway.rest;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.suuupra.codecs.edge.upi.UpiLink;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.gateway.rest.upi.QrImage;
import io.suuupra.gateway.support.LedgerNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** QR codes as a node makes them, read by a library that is not the one that made them. */
class QrTest
{
    private static final String LINK =
        "upi://pay?pa=shop@beta&pn=Tea%20%26%20Co&mc=5411&tr=ORDER17&am=499.00&cu=INR&mode=01";
    private static final String QUERY =
        "/v1/upi/qr?pa=shop@beta&pn=Tea%20%26%20Co&am=499.00&tr=ORDER17&mc=5411&mode=01";
    private static final int WHITE = 0xFFFFFF;
    private static LedgerNode node;
    private static HttpClient http;

    @BeforeAll
    static void start() throws IOException
    {
        node = new LedgerNode();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() throws IOException
    {
        http.close();
        node.close();
    }

    private static HttpResponse<byte[]> get(final String path, final String accept)
        throws IOException, InterruptedException
    {
        final HttpRequest.Builder request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
            .header("Authorization", "Bearer " + node.key(Principal.READ).reveal());
        if (!accept.isEmpty())
        {
            request.header("Accept", accept);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String type(final HttpResponse<byte[]> response)
    {
        return response.headers().firstValue("content-type").orElse("");
    }

    /** The text of a code whose dark modules are black pixels. */
    private static String read(final int[] pixels, final int width, final int height) throws Exception
    {
        final RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
        final Result result = new QRCodeReader().decode(
            new BinaryBitmap(new GlobalHistogramBinarizer(source)), Map.of(DecodeHintType.CHARACTER_SET, "UTF-8"));
        assertEquals(BarcodeFormat.QR_CODE, result.getBarcodeFormat());
        return result.getText();
    }

    private static String readPng(final byte[] png) throws Exception
    {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        final int size = image.getWidth();
        assertEquals(size, image.getHeight());
        return read(image.getRGB(0, 0, size, size, null, 0, size), size, size);
    }

    @Test
    void shouldMakeAPngThatSaysTheLink() throws Exception
    {
        final HttpResponse<byte[]> response = get(QUERY, "image/png");
        assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        assertEquals("image/png", type(response));
        assertEquals(LINK, readPng(response.body()));
        assertEquals("Tea & Co", UpiLink.parse(readPng(response.body())).payeeName());
    }

    @Test
    void shouldMakeAnSvgThatSaysTheLink() throws Exception
    {
        final HttpResponse<byte[]> response = get(QUERY + "&scale=3", "image/svg+xml");
        assertEquals("image/svg+xml", type(response));
        final String svg = new String(response.body(), StandardCharsets.UTF_8);
        final Matcher box = Pattern.compile("width=\"(\\d+)\" height=\"\\1\" viewBox=\"0 0 (\\d+) \\2\"").matcher(svg);
        assertTrue(box.find(), svg);
        final int size = Integer.parseInt(box.group(2));
        assertEquals(3 * size, Integer.parseInt(box.group(1)));
        final int scale = 4;
        final int[] pixels = new int[size * size * scale * scale];
        Arrays.fill(pixels, WHITE);
        final Matcher module = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z").matcher(svg);
        while (module.find())
        {
            final int x = Integer.parseInt(module.group(1)) * scale;
            final int y = Integer.parseInt(module.group(2)) * scale;
            for (int i = 0; i < scale * scale; i++)
            {
                pixels[(y + i / scale) * size * scale + x + i % scale] = 0;
            }
        }
        assertEquals(LINK, read(pixels, size * scale, size * scale));
    }

    @Test
    void shouldMakeBlocksThatSayTheLink() throws Exception
    {
        final HttpResponse<byte[]> response = get(QUERY, "text/plain");
        final String[] lines = new String(response.body(), StandardCharsets.UTF_8).split("\n");
        final int width = lines[0].length();
        final int scale = 4;
        final int[] pixels = new int[width * scale * lines.length * 2 * scale];
        for (int y = 0; y < lines.length * 2 * scale; y++)
        {
            for (int x = 0; x < width * scale; x++)
            {
                final char block = lines[y / (2 * scale)].charAt(x / scale);
                final boolean upper = y / scale % 2 == 0;
                final boolean light = block == '\u2588' || block == (upper ? '\u2580' : '\u2584');
                pixels[y * width * scale + x] = light ? WHITE : 0;
            }
        }
        assertEquals(LINK, read(pixels, width * scale, lines.length * 2 * scale));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | image/png",
        "*/* | image/png",
        "image/* | image/png",
        "image/svg+xml, image/png | image/png",
        "image/svg+xml, image/png;q=0.9 | image/svg+xml",
        "image/svg+xml, */*;q=0.1 | image/svg+xml",
        "image/png;q=0, */* | image/svg+xml",
        "text/html, text/* | text/plain;charset=utf-8",
        "IMAGE/SVG+XML | image/svg+xml",
        "text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8 | image/png",
        "text/html | application/problem+json",
        "image/png;q=0 | application/problem+json",
        "image/png;q=2 | application/problem+json",
        ", | application/problem+json"})
    void shouldAnswerWhatIsWantedMost(final String accept, final String type) throws Exception
    {
        final HttpResponse<byte[]> response = get(QUERY, accept);
        assertEquals(type, type(response));
        assertEquals(type.startsWith("application") ? 406 : 200, response.statusCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "?pn=Shop | pa | must be given",
        "?pa=shop@beta | pn | must be given",
        "?pa=shop&pn=Shop | pa | must be an address",
        "?pa=shop@beta&pn=Shop&am=499 | am | must be rupees with two decimals",
        "?pa=shop@beta&pn=Shop&mam=1.00 | mam | must come with am",
        "?pa=shop@beta&pn=Shop&pa=thief@beta | pa | must not be given twice",
        "?pa=shop@beta&pn=Shop&colour=red | colour | is not a known parameter",
        "?pa=shop@beta&pn=Shop&scale=0 | scale | must be a decimal number from 1 to 16",
        "?pa=shop@beta&pn=Shop&scale=17 | scale | must be a decimal number from 1 to 16"})
    void shouldNameTheBadParameter(final String query, final String field, final String rule) throws Exception
    {
        final HttpResponse<byte[]> response = get("/v1/upi/qr" + query, "");
        final String body = new String(response.body(), StandardCharsets.UTF_8);
        assertEquals(400, response.statusCode(), body);
        assertTrue(body.contains("\"field\":\"" + field + "\",\"rule\":\"" + rule), body);
    }

    @ParameterizedTest
    @CsvSource({ "1", "2", "7", "16" })
    void shouldScaleItsModules(final int scale) throws Exception
    {
        final QrImage image = QrImage.of(LINK);
        final BufferedImage png = ImageIO.read(new ByteArrayInputStream(image.png(scale)));
        assertEquals(image.size() * scale, png.getWidth());
        for (int i = 0; i < 4 * scale; i++)
        {
            assertEquals(-1, png.getRGB(i, png.getHeight() / 2), "the margin is light");
        }
        assertEquals(LINK, readPng(image.png(Math.max(2, scale))));
    }

    @Test
    void shouldHoldTheLongestLink() throws Exception
    {
        final String longest = "upi://pay?" + "x".repeat(UpiLink.LENGTH_MAX - "upi://pay?".length());
        assertEquals(longest, readPng(QrImage.of(longest).png(4)));
    }

    @Test
    void shouldNotFindACodeWhereThereIsNone()
    {
        // So that the reader above is known to read.
        final int[] white = new int[100 * 100];
        Arrays.fill(white, WHITE);
        assertThrows(NotFoundException.class, () -> read(white, 100, 100));
    }
}
