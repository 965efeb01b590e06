package io.suuupra.tools.banks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;

/**
 * Listens on a Unix socket that only its owner may use. A connection carries one request, a line of JSON, and its
 * answers, a line each; {@code "error"} in one says why there is no other.
 */
final class ControlServer implements AutoCloseable
{
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int LINE_MAX = 1 << 20;
    private static final int CONNECTIONS_MAX = 64;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Handler handler;
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);

    /** Does what is asked. */
    @FunctionalInterface
    interface Handler
    {
        /**
         * @param request that was read.
         * @param answers to write to.
         * @throws Exception why it was not done; its message goes to the one who asked.
         */
        void handle(JsonNode request, Answers answers) throws Exception;
    }

    /** Takes answers. */
    @FunctionalInterface
    interface Answers
    {
        /**
         * @param line to send.
         * @throws IOException if the other side has gone.
         */
        void send(JsonNode line) throws IOException;
    }

    private ControlServer(final Path path, final ServerSocketChannel channel, final Handler handler)
    {
        this.path = path;
        this.channel = channel;
        this.handler = handler;
    }

    /**
     * @param path    of the socket; what an earlier process left there is removed.
     * @param handler of requests, each on a thread of its own.
     * @return the server, listening.
     * @throws IOException if it cannot listen there.
     */
    static ControlServer start(final Path path, final Handler handler) throws IOException
    {
        Files.deleteIfExists(path);
        final ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try
        {
            // Nobody else can enter the folder, so that it does not matter what the socket allows until the next line.
            channel.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        catch (final IOException | RuntimeException failed)
        {
            channel.close();
            throw failed;
        }
        final ControlServer server = new ControlServer(path, channel, handler);
        Thread.ofPlatform().name("control").daemon(true).start(server::accept);
        return server;
    }

    private void accept()
    {
        try
        {
            while (true)
            {
                final SocketChannel connection = channel.accept();
                if (connections.tryAcquire())
                {
                    Thread.ofVirtual().start(() -> serve(connection));
                }
                else
                {
                    connection.close();
                }
            }
        }
        catch (final ClosedChannelException closed)
        {
            LOG.debug("{} is closed", path);
        }
        catch (final IOException broken)
        {
            LOG.error("{} takes no requests any more", path, broken);
        }
    }

    private void serve(final SocketChannel connection)
    {
        try (connection;
            BufferedReader in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
            BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(Channels.newOutputStream(connection), StandardCharsets.UTF_8)))
        {
            final Answers answers = line ->
            {
                out.write(FaultJson.JSON.writeValueAsString(line));
                out.newLine();
                out.flush();
            };
            answer(in, answers);
        }
        catch (final IOException gone)
        {
            LOG.debug("who asked over {} has gone", path, gone);
        }
        finally
        {
            connections.release();
        }
    }

    private void answer(final BufferedReader in, final Answers answers) throws IOException
    {
        try
        {
            handler.handle(FaultJson.JSON.readTree(line(in)), answers);
        }
        catch (final JsonProcessingException noJson)
        {
            answers.send(error("the request must be one line of JSON"));
        }
        catch (final InterruptedException interrupted)
        {
            Thread.currentThread().interrupt();
        }
        // Whatever it was: the one who asked is to know, and the next one is to be heard.
        catch (final Exception failed)
        {
            final Throwable cause = failed.getCause() == null || failed.getMessage() != null ?
                failed : failed.getCause();
            answers.send(error(cause.getMessage() == null ? cause.toString() : cause.getMessage()));
        }
    }

    private static String line(final BufferedReader in) throws IOException
    {
        final StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read())
        {
            if (line.length() == LINE_MAX)
            {
                throw new IOException("a request has at most " + LINE_MAX + " characters");
            }
            line.append((char)c);
        }
        return line.toString();
    }

    private static ObjectNode error(final String why)
    {
        return FaultJson.JSON.createObjectNode().put("error", why);
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
        Files.deleteIfExists(path);
    }
}
