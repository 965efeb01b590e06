package io.suuupra.tools.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A real node in a process of its own, with TLS. */
class CrowdTest
{
    private static final int IDLE = 400;
    private static final int SLOW = 100;

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerAnHonestClientBesideFiveHundredThatWasteItsTime() throws Exception
    {
        try (TlsNode node = TlsNode.start(folder, 2_000);
            HonestClient honest = new HonestClient(node);
            Crowd crowd = new Crowd(node))
        {
            crowd.gather(IDLE, SLOW, 60);
            assertTrue(crowd.size() > IDLE / 2, "connections open: " + crowd.size());

            final HonestClient.Answers answers = honest.ask(TimeUnit.SECONDS.toNanos(2));

            assertEquals(0, answers.refused());
            assertTrue(answers.rest().getTotalCount() > 0 && answers.binary().getTotalCount() > 0);
            assertTrue(node.runs());
        }
    }
}
