package io.suuupra.gateway.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A blocking HTTP client that sends whatever bytes a test wants and keeps its connection. */
public final class HttpClientRaw implements Closeable
{
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String key;

    /**
     * @param status  of the response.
     * @param headers with names in lower case.
     * @param body    of the response.
     */
    public record Response(int status, Map<String, String> headers, String body)
    {
        public String header(final String name)
        {
            return headers.getOrDefault(name, "");
        }
    }

    public HttpClientRaw(final int port, final String key) throws IOException
    {
        this(new Socket(InetAddress.getLoopbackAddress(), port), key);
    }

    public HttpClientRaw(final Socket socket, final String key) throws IOException
    {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        this.key = key;
    }

    public Response get(final String path) throws IOException
    {
        send("GET", path, "");
        return read();
    }

    public Response post(final String path, final String json) throws IOException
    {
        send("POST", path, json);
        return read();
    }

    public void send(final String method, final String path, final String json) throws IOException
    {
        sendRaw(request(method, path, json));
    }

    public String request(final String method, final String path, final String json)
    {
        final String head = method + " " + path + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + key + "\r\n";
        final int length = json.getBytes(StandardCharsets.UTF_8).length;
        return method.equals("POST") ?
            head + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + json : head + "\r\n";
    }

    public void sendRaw(final String text) throws IOException
    {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    public Response read() throws IOException
    {
        final String statusLine = line();
        final Map<String, String> headers = new TreeMap<>();
        String line;
        while (!(line = line()).isEmpty())
        {
            final int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        final int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        final byte[] body = in.readNBytes(length);
        if (body.length < length)
        {
            throw new EOFException("the body breaks off");
        }
        return new Response(
            Integer.parseInt(statusLine.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    public boolean isClosedByNode() throws IOException
    {
        try
        {
            return in.read() < 0;
        }
        catch (final SocketException reset)
        {
            return true;
        }
    }

    private String line() throws IOException
    {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c;
        while ((c = in.read()) != '\n')
        {
            if (c < 0)
            {
                throw new EOFException("the node closed the connection");
            }
            if (c != '\r')
            {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException
    {
        socket.close();
    }
}
