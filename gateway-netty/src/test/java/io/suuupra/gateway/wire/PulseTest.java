package io.suuupra.gateway.wire;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PulseTest
{
    private static final long MS = 1_000_000;
    private final Pulse pulse = new Pulse(100, 0);

    @Test
    void shouldBeatAfterSilenceOfTheNode()
    {
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(99 * MS, false, 0));
        assertEquals(Pulse.Sign.BEAT_DUE, pulse.sign(100 * MS, false, 0));
        pulse.onWrite(100 * MS);
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(199 * MS, false, 0));
        assertEquals(Pulse.Sign.BEAT_DUE, pulse.sign(200 * MS, false, 0));
    }

    @Test
    void shouldGiveThePeerTenBeats()
    {
        pulse.onRead(50 * MS);
        pulse.onWrite(1_049 * MS);
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(1_049 * MS, false, 0));
        assertEquals(Pulse.Sign.DEAD, pulse.sign(1_050 * MS, false, 0));
    }

    @Test
    void shouldNotTakeItsOwnPauseForSilence()
    {
        pulse.onWrite(900 * MS);
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(999 * MS, true, 0));
        pulse.onWrite(1_990 * MS);
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(1_998 * MS, false, 0));
        assertEquals(Pulse.Sign.DEAD, pulse.sign(1_999 * MS, false, 0));
    }

    @Test
    void shouldTakeOutputThatMovesForASignOfLife()
    {
        pulse.onWrite(1_900 * MS);
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(900 * MS, false, 5_000));
        assertEquals(Pulse.Sign.ALIVE, pulse.sign(1_800 * MS, false, 4_000));
        assertEquals(Pulse.Sign.BEAT_DUE, pulse.sign(2_700 * MS, false, 4_000));
        assertEquals(Pulse.Sign.DEAD, pulse.sign(2_800 * MS, false, 4_000));
    }
}
