package io.suuupra.bench.load;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class RestResponseTest
{
    private static final String BODY = "{\"results\":[{\"timestamp\":\"1\",\"status\":\"created\"}]}";

    private final RestResponse response = new RestResponse();

    @Test
    void shouldFindTheEndWhateverPiecesItComesIn() throws IOException
    {
        final String text = "HTTP/1.1 200 OK\r\nContent-Length: " + BODY.length() + "\r\nx: y\r\n\r\n" + BODY;
        for (int piece = 1; piece <= text.length(); piece++)
        {
            response.clear();
            for (int at = 0; at < text.length(); at += piece)
            {
                final int end = Math.min(text.length(), at + piece);
                assertEquals(end == text.length(), response.add(bytes(text.substring(at, end))), "piece " + piece);
            }
            assertTrue(response.isCreated());
        }
    }

    @Test
    void shouldSeeWhatWasNotCreated() throws IOException
    {
        final String refused = BODY.replace("created", "exists");
        assertTrue(response.add(bytes("HTTP/1.1 200 OK\r\ncontent-length:" + refused.length() + "\r\n\r\n" + refused)));
        assertFalse(response.isCreated());
        assertTrue(response.text().contains("exists"), response.text());
        response.clear();
        assertTrue(response.add(bytes(
            "HTTP/1.1 503 Busy\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY)));
        assertFalse(response.isCreated());
        assertTrue(response.text().startsWith("HTTP/1.1 503 Busy"), response.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"
    })
    void shouldRefuseWhatItCannotFollow(final String text)
    {
        assertThrows(IOException.class, () -> response.add(bytes(text)));
    }

    private static ByteBuffer bytes(final String text)
    {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
