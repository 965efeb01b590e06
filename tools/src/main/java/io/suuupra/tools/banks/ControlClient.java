package io.suuupra.tools.banks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Asks the process that hosts a bank or a PSP. */
final class ControlClient
{
    private ControlClient()
    {
    }

    /**
     * @param folder      of the banks.
     * @param participant bank or PSP.
     * @param request     to send.
     * @param each        told of each answer.
     * @throws IOException if nobody hosts it, or the answer is an error.
     */
    static void ask(
        final BanksFolder folder, final String participant, final ObjectNode request, final Consumer<JsonNode> each)
        throws IOException
    {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket(participant)));
            BufferedReader in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8)))
        {
            final ByteBuffer bytes = ByteBuffer.wrap(
                (FaultJson.JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining())
            {
                channel.write(bytes);
            }
            int answers = 0;
            for (String line = in.readLine(); line != null; line = in.readLine())
            {
                final JsonNode answer = FaultJson.JSON.readTree(line);
                if (answer.has("error"))
                {
                    throw new IOException(answer.get("error").asText());
                }
                each.accept(answer);
                answers++;
            }
            if (answers == 0)
            {
                throw new IOException("the process that hosts " + participant + " ended without an answer");
            }
        }
        catch (final SocketException nobody)
        {
            throw nobody(folder, participant, nobody);
        }
    }

    private static IOException nobody(final BanksFolder folder, final String participant, final IOException why)
    {
        return new IOException("no process hosts " + participant + " in " + folder.data() +
            ": start it with ./suuupra up, or ./suuupra banks run", why);
    }

    /** The same for a request with one answer. */
    static JsonNode ask(final BanksFolder folder, final String participant, final ObjectNode request)
        throws IOException
    {
        final JsonNode[] answer = new JsonNode[1];
        ask(folder, participant, request, each -> answer[0] = each);
        return answer[0];
    }
}
