package io.suuupra.engine.upi;

import io.suuupra.codecs.generated.UpiLimitKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayDecoder;
import io.suuupra.codecs.generated.UpiPayeeKind;
import io.suuupra.codecs.generated.UpiSetLimitsDecoder;
import io.suuupra.codecs.generated.UpiSetLimitsDecoder.LimitsDecoder;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.table.PagedWords;
import org.agrona.DirectBuffer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/**
 * The switch's own limits: the largest amount of one payment by its kind, payee, merchant category, purpose, mode and
 * date. The first rule that fits counts, and where none fits there is no limit. What a payer may do in a day is the
 * remitter bank's business.
 */
final class PaymentLimits
{
    /** Rules at most, each looked at for every payment. */
    static final int MAX = 1_024;

    /** Words of each rule. */
    static final int WORDS = 4;

    private static final int MATCH = 0;
    private static final int CATEGORY = 1;
    private static final int CODE = 2;
    private static final int PER_PAYMENT = 3;

    private static final int ANY_KIND = UpiLimitKind.ANY.value();
    private static final int COLLECT = UpiLimitKind.COLLECT.value();
    private static final int PAY = UpiLimitKind.PAY.value();
    private static final int ANY_PAYEE = UpiPayeeKind.ANY.value();
    private static final int PERSON = UpiPayeeKind.PERSON.value();
    private static final int MERCHANT = UpiPayeeKind.MERCHANT.value();
    private static final int MCC_MAX = 9_999;

    private final PagedWords words = new PagedWords();
    private int count;

    PagedWords words()
    {
        return words;
    }

    int count()
    {
        return count;
    }

    /** Ends a restore, when all words are back. */
    void restored(final long wordCount)
    {
        count = (int)(wordCount / WORDS);
    }

    /** @return whether the rules were taken, in the place of all before: one that is wrong has all refused. */
    boolean take(final UpiSetLimitsDecoder message)
    {
        final LimitsDecoder rules = message.limits();
        final int more = rules.count();
        boolean good = more <= MAX;
        while (rules.hasNext())
        {
            good &= isWellFormed(rules.next());
        }
        if (!good)
        {
            return false;
        }
        words.ensure((long)more * WORDS);
        message.sbeRewind();
        final LimitsDecoder again = message.limits();
        for (int rule = 0; rule < more; rule++)
        {
            put(rule, again.next());
        }
        count = more;
        return true;
    }

    private static boolean isWellFormed(final LimitsDecoder rule)
    {
        return rule.kindRaw() <= COLLECT && rule.payeeRaw() <= MERCHANT && rule.payeeCode() <= MCC_MAX &&
            isPair(rule.purpose(0), rule.purpose(1)) && isPair(rule.initiationMode(0), rule.initiationMode(1)) &&
            rule.verified() <= 1 && rule.padding() == 0 && rule.code() != UpiCode.NONE &&
            UpiCode.isWellFormed((int)rule.code());
    }

    private static boolean isPair(final byte first, final byte second)
    {
        return first == 0 && second == 0 || Text.isAlphanumeric(first) && Text.isAlphanumeric(second);
    }

    private void put(final int rule, final LimitsDecoder from)
    {
        set(rule, MATCH, from.kindRaw() | from.payeeRaw() << 8 | from.verified() << 16 |
            (long)pair(from.purpose(0), from.purpose(1)) << 32 |
            (long)pair(from.initiationMode(0), from.initiationMode(1)) << 48);
        set(rule, CATEGORY, from.payeeCode() | from.fromDay() << 32);
        set(rule, CODE, from.code());
        set(rule, PER_PAYMENT, from.perPayment());
    }

    private void set(final int rule, final int word, final long value)
    {
        final long at = (long)rule * WORDS + word;
        words.touch(at);
        words.set(at, value);
    }

    /**
     * @param verified whether the payee's PSP calls it verified, or may still do so.
     * @param day      in India since 1970.
     * @return code of the first rule that fits, if the amount is above it; {@code NONE}.
     */
    int check(final PayMessage message, final boolean verified, final long day)
    {
        final long kind = message.isPay() ? PAY : COLLECT;
        final long payee = message.block.payeeTypeRaw() == UpiPartyType.PERSON.value() ? PERSON : MERCHANT;
        final long purpose = pair(message.buffer, message.offset + UpiPayDecoder.purposeEncodingOffset());
        final long mode = pair(message.buffer, message.offset + UpiPayDecoder.initiationModeEncodingOffset());
        for (int rule = 0; rule < count; rule++)
        {
            final long match = words.get((long)rule * WORDS + MATCH);
            final long category = words.get((long)rule * WORDS + CATEGORY);
            if (fits(match & 0xFF, ANY_KIND, kind) && fits(match >>> 8 & 0xFF, ANY_PAYEE, payee) &&
                (verified || (match >>> 16 & 0xFF) == 0) && fits(match >>> 32 & 0xFFFF, 0, purpose) &&
                fits(match >>> 48, 0, mode) && fits(category & 0xFFFF, 0, message.block.payeeCode()) &&
                category >>> 32 <= day)
            {
                return message.block.amount() > words.get((long)rule * WORDS + PER_PAYMENT) ?
                    (int)words.get((long)rule * WORDS + CODE) : SwitchCode.NONE;
            }
        }
        return SwitchCode.NONE;
    }

    private static boolean fits(final long wanted, final long any, final long is)
    {
        return wanted == any || wanted == is;
    }

    private static int pair(final DirectBuffer buffer, final int at)
    {
        return buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
    }

    private static int pair(final byte first, final byte second)
    {
        return first & 0xFF | (second & 0xFF) << Byte.SIZE;
    }
}
