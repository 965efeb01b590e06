package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiState;
import io.suuupra.codecs.upi.UpiCode;

import java.util.Optional;

/**
 * What the switch says at once to a message.
 *
 * @param code      0 = taken; else why not, as {@link UpiCode} has it: nothing has changed then.
 * @param state     of the transaction behind it, if there is one.
 * @param repeated  whether the message was taken before.
 * @param rrn       retrieval reference number; 0 = none.
 * @param timestamp of the engine, ns.
 */
public record Acknowledgement(int code, Optional<UpiState> state, boolean repeated, long rrn, long timestamp)
{
    /** @return true if the message was taken. */
    public boolean isTaken()
    {
        return code == UpiCode.NONE;
    }

    /** @return the code in letters; empty if the message was taken. */
    public String codeText()
    {
        return UpiCode.text(code);
    }
}
