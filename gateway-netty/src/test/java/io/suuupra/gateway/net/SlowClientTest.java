package io.suuupra.gateway.net;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.FailureCode;
import io.suuupra.codecs.generated.StateReplyDecoder;
import io.suuupra.gateway.support.Await;
import io.suuupra.gateway.support.HttpClientRaw;
import io.suuupra.gateway.support.Messages;
import io.suuupra.gateway.support.TestGateway;
import io.suuupra.gateway.support.WireClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients that send nothing, little, too much, or go away without a word. */
class SlowClientTest
{
    private TestGateway gateway;

    @AfterEach
    void stop() throws IOException
    {
        gateway.close();
    }

    @Test
    void shouldEndAHeadThatDripsInThoughTheConnectionIsNotIdle() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().headTimeoutMs(200).idleTimeoutMs(3_600_000));
        try (HttpClientRaw http = gateway.http(); HttpClientRaw idle = gateway.http())
        {
            assertEquals(200, idle.get("/v1/node").status());
            http.sendRaw("GET /v1/node HTTP/1.1\r\n");
            final HttpClientRaw.Response late = http.read();
            assertEquals(408, late.status());
            assertEquals("close", late.header("connection"));
            assertTrue(late.body().contains("the head of a request must arrive within 200 ms"), late.body());
            assertTrue(http.isClosedByNode());
            // Behind an answer no head has begun: the connection stays.
            assertEquals(200, idle.get("/v1/node").status());
        }
    }

    @Test
    void shouldEndAFrameThatDripsIn() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().frameTimeoutMs(200).heartbeatMs(100));
        gateway.ingress().replyWith(taken -> Messages.state());
        try (WireClient client = gateway.open(); WireClient other = gateway.open())
        {
            final byte[] frame = WireClient.frame(1, Messages.createTransfers(10));
            final Thread drip = Thread.ofPlatform().start(() -> drip(client, frame));
            final WireClient.Frame late = client.read();
            assertEquals(FailureCode.TIMED_OUT, late.failureCode());
            assertTrue(client.isClosedByNode());
            drip.interrupt();
            // A frame in two halves that comes in time is served.
            final byte[] whole = WireClient.frame(2, Messages.getState());
            other.sendRaw(Arrays.copyOf(whole, 10));
            other.sendRaw(Arrays.copyOfRange(whole, 10, whole.length));
            assertEquals(StateReplyDecoder.TEMPLATE_ID, other.read().templateId());
        }
        assertEquals(1, gateway.ingress().offers());
    }

    private static void drip(final WireClient client, final byte[] frame)
    {
        try
        {
            for (int i = 0; i < frame.length && !Thread.currentThread().isInterrupted(); i++)
            {
                client.sendRaw(new byte[]{ frame[i] });
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        catch (final IOException closed)
        {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldCloseAnOversizeFrameAtItsHeader() throws IOException
    {
        gateway = new TestGateway();
        try (WireClient client = gateway.open())
        {
            // Sixteen bytes, and not one of the body that they announce.
            client.sendRaw(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, Limits.FRAME_MAX + 1).putLong(8, 3).array());
            final WireClient.Frame refused = client.read();
            assertEquals(FailureCode.TOO_LARGE, refused.failureCode());
            assertEquals(3, refused.request());
            assertTrue(client.isClosedByNode());
        }
    }

    @Test
    void shouldCloseAnOversizeBodyAtItsHead() throws IOException
    {
        gateway = new TestGateway();
        try (HttpClientRaw http = gateway.http())
        {
            http.sendRaw(http.request("POST", "/v1/transfers", "").replace(
                "Content-Length: 0", "Content-Length: 4194305"));
            assertEquals(413, http.read().status());
            assertTrue(http.isClosedByNode());
        }
    }

    @Test
    void shouldEndASessionOfAPeerThatIsGone() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().heartbeatMs(10));
        try (WireClient client = gateway.open())
        {
            // A host that lost its power sends neither a heartbeat nor an end.
            assertTrue(client.isClosedByNode());
        }
        Await.until("the connection is counted as closed",
            () -> gateway.gateway().metrics().binary().connections() == 0);
    }

    @Test
    void shouldBoundTheConnectionsOfOneAddress() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().connectionsPerAddress(3));
        final List<HttpClientRaw> open = new ArrayList<>();
        for (int i = 0; i < 3; i++)
        {
            open.add(gateway.http());
            assertEquals(200, open.get(i).get("/v1/node").status());
        }
        try (HttpClientRaw one = gateway.http(); HttpClientRaw other = from("127.0.0.2"))
        {
            assertTrue(one.isClosedByNode());
            assertEquals(200, other.get("/v1/node").status());
        }
        open.removeLast().close();
        Await.until("there is room again", () -> gateway.gateway().metrics().rest().connections() == 2);
        try (HttpClientRaw one = gateway.http())
        {
            assertEquals(200, one.get("/v1/node").status());
        }
        for (final HttpClientRaw client : open)
        {
            client.close();
        }
    }

    private HttpClientRaw from(final String address) throws IOException
    {
        return new HttpClientRaw(new Socket(InetAddress.getLoopbackAddress(), gateway.gateway().httpPort(),
            InetAddress.getByName(address), 0), "k");
    }

    @Test
    void shouldServeAmongHundredsThatSendNothing() throws IOException
    {
        gateway = new TestGateway(TestGateway.options().authTimeoutMs(60_000));
        gateway.ingress().replyWith(taken -> Messages.state());
        final List<Socket> silent = new ArrayList<>();
        try
        {
            for (int i = 0; i < 250; i++)
            {
                for (final int port : new int[]{ gateway.gateway().httpPort(), gateway.gateway().binaryPort() })
                {
                    final Socket socket = new Socket();
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
                    silent.add(socket);
                }
            }
            silent.get(0).getOutputStream().write("POST /v1/transfers HTTP/1.1\r\nContent-Le".getBytes(
                StandardCharsets.US_ASCII));
            silent.get(1).getOutputStream().write(new byte[]{ 100, 0, 0 });
            try (HttpClientRaw http = gateway.http(); WireClient wire = gateway.open())
            {
                for (int i = 1; i <= 50; i++)
                {
                    assertEquals(200, http.get("/v1/state").status());
                    wire.send(i, Messages.getState());
                    assertEquals(StateReplyDecoder.TEMPLATE_ID, wire.read().templateId());
                }
            }
        }
        finally
        {
            for (final Socket socket : silent)
            {
                socket.close();
            }
        }
    }
}
