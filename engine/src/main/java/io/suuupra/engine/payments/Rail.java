package io.suuupra.engine.payments;

import io.suuupra.codecs.generated.SetUpiRailDecoder;
import io.suuupra.engine.upi.House;
import io.suuupra.engine.upi.HouseAccount;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** How merchants are paid through UPI: the PSP in the engine, and the pool account at its bank. */
final class Rail
{
    private static final int ACCOUNT_TYPES = 6;
    private static final int IFSC = 11;
    private static final int ZERO_AT = 4;

    private final Settings settings;

    Rail(final Settings settings)
    {
        this.settings = settings;
    }

    boolean isSet()
    {
        return participant() != 0;
    }

    int participant()
    {
        return (int)settings.get(Settings.RAIL_PARTICIPANT);
    }

    void account(final HouseAccount account)
    {
        account.set(settings.get(Settings.RAIL_ACCOUNT_LOW), settings.get(Settings.RAIL_ACCOUNT_HIGH),
            (int)settings.get(Settings.RAIL_ACCOUNT_TYPE), settings.get(Settings.RAIL_IFSC),
            settings.get(Settings.RAIL_IFSC_REST));
    }

    /** @return whether it was taken: the PSP and the bank must be known, and the PSP stays what it was. */
    boolean take(final SetUpiRailDecoder message, final House house)
    {
        final int ifsc = message.offset() + SetUpiRailDecoder.accountIfscEncodingOffset();
        final long first = message.buffer().getLong(ifsc, LITTLE_ENDIAN);
        long rest = 0;
        for (int i = Long.BYTES; i < IFSC; i++)
        {
            rest |= (message.buffer().getByte(ifsc + i) & 0xFFL) << (i - Long.BYTES) * Byte.SIZE;
        }
        final boolean good = message.padding() == 0 && message.accountType() >= 1 &&
            message.accountType() <= ACCOUNT_TYPES && (message.account().low() | message.account().high()) != 0 &&
            isIfsc(message, ifsc) && house.knowsBank(first) && house.canBe(message.participant()) &&
            (!isSet() || participant() == message.participant());
        if (good)
        {
            settings.set(Settings.RAIL_PARTICIPANT, message.participant());
            settings.set(Settings.RAIL_ACCOUNT_LOW, message.account().low());
            settings.set(Settings.RAIL_ACCOUNT_HIGH, message.account().high());
            settings.set(Settings.RAIL_ACCOUNT_TYPE, message.accountType());
            settings.set(Settings.RAIL_IFSC, first);
            settings.set(Settings.RAIL_IFSC_REST, rest);
        }
        return good;
    }

    private static boolean isIfsc(final SetUpiRailDecoder message, final int ifsc)
    {
        for (int i = 0; i < IFSC; i++)
        {
            final int c = message.buffer().getByte(ifsc + i);
            final boolean isLetter = c >= 'A' && c <= 'Z';
            if (i < ZERO_AT ? !isLetter : i == ZERO_AT ? c != '0' : !isLetter && (c < '0' || c > '9'))
            {
                return false;
            }
        }
        return true;
    }
}
