package io.suuupra.engine.upi;

import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiRegisterDecoder;
import io.suuupra.engine.table.PagedWords;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * Who takes part: PSPs, known by the handle of their addresses, and banks, known by the first letters of their IFSC;
 * one may be both. Each comes with an API key of its own. None is ever taken away; one may be disabled.
 */
final class Participants
{
    static final int ABSENT = -1;

    static final int MAX = 65_535;

    /** Words of each. */
    static final int WORDS = 16;

    private static final int NUMBER = 0;
    private static final int KEY = 1;
    private static final int BANK = 2;
    private static final int POSITION_LOW = 3;
    private static final int POSITION_HIGH = 4;
    private static final int NET_DEBIT_CAP = 5;
    private static final int DISABLED = 6;
    private static final int HANDLE_LENGTH = 7;
    private static final int HANDLE = 8;

    private final PagedWords words = new PagedWords();
    private final Int2IntHashMap byNumber = new Int2IntHashMap(ABSENT);
    private final Int2IntHashMap byBank = new Int2IntHashMap(ABSENT);
    private final Long2LongHashMap byKey = new Long2LongHashMap(ABSENT);
    private final Long2LongHashMap byHandle = new Long2LongHashMap(ABSENT);
    /** Number by key once more, for threads that are not the engine's: never changed, but replaced. */
    private volatile Long2LongHashMap numbers = new Long2LongHashMap(0);
    private int count;

    /** @return number of the participant that comes with a key; 0 = none. Any thread. */
    int numberOfKey(final long key)
    {
        return (int)numbers.get(key);
    }

    int count()
    {
        return count;
    }

    PagedWords words()
    {
        return words;
    }

    int ofKey(final long key)
    {
        return (int)byKey.get(key);
    }

    int ofNumber(final int number)
    {
        return byNumber.get(number);
    }

    /** @return number of participants that are banks. */
    int banks()
    {
        return byBank.size();
    }

    /** @return whether that account is a bank's position. */
    boolean hasPosition(final long low, final long high)
    {
        for (int index = 0; index < count; index++)
        {
            if (isBank(index) && positionLow(index) == low && positionHigh(index) == high)
            {
                return true;
            }
        }
        return false;
    }

    /** @return the bank with an IFSC that begins with these four letters. */
    int ofBank(final int bank)
    {
        return byBank.get(bank);
    }

    /** @return the bank of an IFSC, if it may take part now; {@code ABSENT}. */
    int enabledBank(final DirectBuffer buffer, final int ifsc)
    {
        final int found = ofBank(bank(buffer, ifsc));
        return found != ABSENT && isEnabled(found) ? found : ABSENT;
    }

    /** @return the PSP of an address; its handle begins behind the @. */
    int ofHandle(final DirectBuffer buffer, final int offset, final int length)
    {
        final int found = (int)byHandle.get(Text.hash(buffer, offset, length));
        return found != ABSENT && isHandle(found, buffer, offset, length) ? found : ABSENT;
    }

    private boolean isHandle(final int index, final DirectBuffer buffer, final int offset, final int length)
    {
        if (length != word(index, HANDLE_LENGTH))
        {
            return false;
        }
        for (int i = 0; i < length; i++)
        {
            final long letters = word(index, HANDLE + i / Long.BYTES);
            if ((byte)(letters >>> i % Long.BYTES * Byte.SIZE) != Text.lower(buffer.getByte(offset + i)))
            {
                return false;
            }
        }
        return true;
    }

    int number(final int index)
    {
        return (int)word(index, NUMBER);
    }

    boolean isEnabled(final int index)
    {
        return word(index, DISABLED) == 0;
    }

    boolean isPsp(final int index)
    {
        return word(index, HANDLE_LENGTH) != 0;
    }

    boolean isBank(final int index)
    {
        return word(index, BANK) != 0;
    }

    /** @return first four letters of a bank's IFSCs, as {@link #bank} gives them; 0 = it is none. */
    int letters(final int index)
    {
        return (int)word(index, BANK);
    }

    long positionLow(final int index)
    {
        return word(index, POSITION_LOW);
    }

    long positionHigh(final int index)
    {
        return word(index, POSITION_HIGH);
    }

    long netDebitCap(final int index)
    {
        return word(index, NET_DEBIT_CAP);
    }

    /** @return first four letters of an IFSC as a number. */
    static int bank(final DirectBuffer buffer, final int ifsc)
    {
        return buffer.getInt(ifsc, LITTLE_ENDIAN);
    }

    /**
     * Adds a participant, or changes it; what makes it known stays as it is.
     *
     * @param handle offset of it in the message's buffer.
     * @return whether it was possible: no other one has its key, its bank or its handle.
     */
    boolean register(final UpiRegisterDecoder message, final int handle, final int handleLength)
    {
        final DirectBuffer buffer = message.buffer();
        final int bank = bank(buffer, message.offset() + UpiRegisterDecoder.bankEncodingOffset());
        final int number = (int)message.participant();
        final int known = byNumber.get(number);
        final int index = known == ABSENT ? count : known;
        final int withHandle =
            handleLength == 0 ? ABSENT : (int)byHandle.get(Text.hash(buffer, handle, handleLength));
        if (isOther(ofKey(message.principalKey()), index) || bank != 0 && isOther(ofBank(bank), index) ||
            isOther(withHandle, index))
        {
            return false;
        }
        if (known != ABSENT && (bank != (int)word(index, BANK) ||
            handleLength != (int)word(index, HANDLE_LENGTH) || handleLength > 0 && withHandle != index))
        {
            return false;
        }
        if (known == ABSENT)
        {
            words.ensure((index + 1L) * WORDS);
            count++;
        }
        else
        {
            byKey.remove(word(index, KEY));
        }
        words.touch((long)index * WORDS);
        put(index, NUMBER, number);
        put(index, KEY, message.principalKey());
        put(index, BANK, bank);
        put(index, POSITION_LOW, message.position().low());
        put(index, POSITION_HIGH, message.position().high());
        put(index, NET_DEBIT_CAP, message.netDebitCap());
        put(index, DISABLED, message.disabled());
        putHandle(index, buffer, handle, handleLength);
        makeKnown(index);
        publish();
        return true;
    }

    private static boolean isOther(final int found, final int index)
    {
        return found != ABSENT && found != index;
    }

    /** Writes the handle of a PSP, in small letters. Gives its length. */
    int writeHandle(final int index, final MutableDirectBuffer buffer, final int at)
    {
        final int length = (int)word(index, HANDLE_LENGTH);
        for (int i = 0; i < length; i++)
        {
            buffer.putByte(at + i, (byte)(word(index, HANDLE + i / Long.BYTES) >>> i % Long.BYTES * Byte.SIZE));
        }
        return length;
    }

    private void putHandle(final int index, final DirectBuffer buffer, final int handle, final int length)
    {
        put(index, HANDLE_LENGTH, length);
        for (int word = 0; word < Limits.UPI_HANDLE_MAX / Long.BYTES; word++)
        {
            long letters = 0;
            for (int i = 0; i < Long.BYTES && word * Long.BYTES + i < length; i++)
            {
                letters |= (long)Text.lower(buffer.getByte(handle + word * Long.BYTES + i)) << i * Byte.SIZE;
            }
            put(index, HANDLE + word, letters);
        }
    }

    private void makeKnown(final int index)
    {
        byNumber.put(number(index), index);
        byKey.put(word(index, KEY), index);
        if (isBank(index))
        {
            byBank.put((int)word(index, BANK), index);
        }
        if (isPsp(index))
        {
            byHandle.put(handleHash(index), index);
        }
    }

    private long handleHash(final int index)
    {
        final int length = (int)word(index, HANDLE_LENGTH);
        final UnsafeBuffer text = new UnsafeBuffer(new byte[length]);
        writeHandle(index, text, 0);
        return Text.hash(text, 0, length);
    }

    /** Ends a restore, when all words are back. */
    void restored(final long wordCount)
    {
        count = (int)(wordCount / WORDS);
        for (int index = 0; index < count; index++)
        {
            makeKnown(index);
        }
        publish();
    }

    private void publish()
    {
        final Long2LongHashMap next = new Long2LongHashMap(0);
        for (int index = 0; index < count; index++)
        {
            next.put(word(index, KEY), number(index));
        }
        numbers = next;
    }

    private long word(final int index, final int word)
    {
        return words.get((long)index * WORDS + word);
    }

    private void put(final int index, final int word, final long value)
    {
        words.set((long)index * WORDS + word, value);
    }
}
