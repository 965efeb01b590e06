package io.suuupra.bench.micro;

import io.suuupra.bench.workload.MixedIds;
import io.suuupra.codecs.edge.upi.SettlementMapper;
import io.suuupra.codecs.edge.upi.SettlementTerms;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.JournalFrameHeaderEncoder;
import io.suuupra.codecs.generated.MessageHeaderEncoder;
import io.suuupra.codecs.generated.UpiAnswerEncoder;
import io.suuupra.codecs.generated.UpiAuthorisationEncoder;
import io.suuupra.codecs.generated.UpiCycleKind;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.codecs.generated.UpiPayEncoder;
import io.suuupra.codecs.generated.UpiRegisterEncoder;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.upi.UpiCode;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The messages of UPI payments: two PSPs and a number of banks, the payer's and the payee's drawn in turn. One frame at
 * a time lies in the buffer.
 */
final class PaymentFrames
{
    /** Banks; their positions are the first accounts. */
    static final int BANKS = 50;

    private static final int PAYER_PSP = 1;
    private static final int PAYEE_PSP = 2;
    private static final int FIRST_BANK = 10;
    private static final int PARTICIPANTS = FIRST_BANK + BANKS;
    private static final int HEADER_LENGTH = JournalFrameHeaderEncoder.BLOCK_LENGTH;
    private static final int BODY = HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int CREDENTIALS = 256;
    private static final int ID_DIGITS = 12;
    private static final long NET_DEBIT_CAP = Long.MAX_VALUE / 2;
    private static final long AMOUNT_MIN = 100;
    /** Amounts differ, so that banks do not owe each other the same. */
    private static final int AMOUNTS = 97;
    private static final int APPROVED = UpiCode.of("00");

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
    private final JournalFrameHeaderEncoder frameHeader = new JournalFrameHeaderEncoder();
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final UpiPayEncoder pay = new UpiPayEncoder();
    private final UpiAuthorisationEncoder authorisation = new UpiAuthorisationEncoder();
    private final UpiAnswerEncoder answer = new UpiAnswerEncoder();
    private final byte[] payer = ascii("anna.payer@alpha");
    private final byte[] payee = ascii("shop.payee@beta");
    private final byte[] note = ascii("course fee");
    private final byte[] credentials = new byte[CREDENTIALS];
    private final byte[] id = new byte[UpiPayEncoder.transactionIdLength()];
    private final byte[][] ifscs = new byte[BANKS][];
    private int length;

    PaymentFrames()
    {
        for (int bank = 0; bank < BANKS; bank++)
        {
            ifscs[bank] = ascii(letters(bank) + "0000001");
        }
    }

    private static byte[] ascii(final String text)
    {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String letters(final int bank)
    {
        return "BK" + (char)('A' + bank / 26) + (char)('A' + bank % 26);
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    int length()
    {
        return length;
    }

    /** Makes all participants known. */
    void register(final BareEngine engine, final MixedIds accountIds)
    {
        for (int participant = 1; participant < PARTICIPANTS; participant++)
        {
            final int bank = participant - FIRST_BANK;
            if (bank >= 0 || participant <= PAYEE_PSP)
            {
                register(participant, bank, accountIds);
                run(engine);
            }
        }
    }

    private void register(final int participant, final int bank, final MixedIds accountIds)
    {
        final UpiRegisterEncoder message = new UpiRegisterEncoder();
        message.wrapAndApplyHeader(buffer, HEADER_LENGTH, messageHeader)
            .participant(participant)
            .principalKey(participant)
            .bank(bank < 0 ? "" : letters(bank))
            .netDebitCap(NET_DEBIT_CAP)
            .disabled((short)0);
        message.position().low(bank < 0 ? 0 : accountIds.low(bank)).high(bank < 0 ? 0 : accountIds.high(bank));
        message.handle(participant == PAYER_PSP ? "alpha" : participant == PAYEE_PSP ? "beta" : "");
        end(message.encodedLength(), Principal.NODE.key(), Principal.NODE.scopes());
    }

    void pay(final long number)
    {
        long rest = number;
        for (int i = ID_DIGITS - 1; i >= 0; i--)
        {
            id[i] = (byte)('0' + rest % 10);
            rest /= 10;
        }
        pay.wrapAndApplyHeader(buffer, HEADER_LENGTH, messageHeader)
            .putMessageId(id, 0)
            .putTransactionId(id, 0)
            .kind(UpiKind.PAY)
            .payerType(UpiPartyType.PERSON)
            .payeeType(UpiPartyType.PERSON)
            .accountType((short)1)
            .putPurpose((byte)'0', (byte)'0')
            .putInitiationMode((byte)'0', (byte)'0')
            .payerCode(0)
            .payeeCode(0)
            .amount(amount(number))
            .payeeAmount(amount(number))
            .expireAfter(0)
            .putAccountIfsc(ifscs[remitter(number)], 0);
        pay.account().low(number + 1).high(1);
        pay.putPayerAddress(payer, 0, payer.length);
        pay.putPayeeAddress(payee, 0, payee.length);
        pay.putNote(note, 0, note.length);
        pay.putCredentials(credentials, 0, credentials.length);
        end(pay.encodedLength(), PAYER_PSP, Principal.POST);
    }

    void authorise(final long number, final long request)
    {
        authorisation.wrapAndApplyHeader(buffer, HEADER_LENGTH, messageHeader)
            .request(request)
            .result(UpiResult.SUCCESS)
            .kind(UpiKind.PAY)
            .partyType(UpiPartyType.PERSON)
            .accountType((short)1)
            .code(0)
            .partyCode(0)
            .verified((short)0)
            .payees((short)1)
            .payerAmount(amount(number))
            .payeeAmount(amount(number))
            .putAccountIfsc(ifscs[beneficiary(number)], 0);
        authorisation.account().low(number + 1).high(2);
        authorisation.putPayerAddress(payer, 0, payer.length);
        authorisation.putPayeeAddress(payee, 0, payee.length);
        authorisation.putCredentials(credentials, 0, 0);
        end(authorisation.encodedLength(), PAYEE_PSP, Principal.POST);
    }

    /** Has the positions settled against the account behind those of the banks. */
    void settle(final BareEngine engine, final MixedIds accountIds)
    {
        final SettlementTerms terms = SettlementTerms.ofTable(accountIds.id(BANKS));
        end(new SettlementMapper().encode(terms, buffer, HEADER_LENGTH) - MessageHeaderEncoder.ENCODED_LENGTH,
            Principal.NODE.key(), Principal.NODE.scopes());
        run(engine);
    }

    void closeCycle()
    {
        end(new SettlementMapper().encodeCloseCycle(UpiCycleKind.AUTHORISED, buffer, HEADER_LENGTH) -
            MessageHeaderEncoder.ENCODED_LENGTH, Principal.NODE.key(), Principal.NODE.scopes());
    }

    void debited(final long number, final long request)
    {
        approve(FIRST_BANK + remitter(number), request);
    }

    void credited(final long number, final long request)
    {
        approve(FIRST_BANK + beneficiary(number), request);
    }

    private void approve(final int participant, final long request)
    {
        answer.wrapAndApplyHeader(buffer, HEADER_LENGTH, messageHeader)
            .request(request)
            .result(UpiResult.SUCCESS)
            .code(Integer.toUnsignedLong(APPROVED))
            .approval(1);
        end(answer.encodedLength(), participant, Principal.POST);
    }

    private static long amount(final long number)
    {
        return AMOUNT_MIN + number % AMOUNTS;
    }

    private static int remitter(final long number)
    {
        return (int)(number % BANKS);
    }

    private static int beneficiary(final long number)
    {
        return (int)((number + 1 + number / BANKS % (BANKS - 1)) % BANKS);
    }

    private void end(final int messageLength, final long key, final int scopes)
    {
        length = BODY + messageLength;
        frameHeader.wrap(buffer, 0).length(length).crc(0).previousCrc(0).epoch(1).sessionLow(0).sessionHigh(0)
            .request(0).principalKey(key).principalTenant(0).principalScopes(scopes).ledgerMin(0).ledgerMax(0);
    }

    /** Runs the message that lies in the buffer as the next command. */
    void run(final BareEngine engine)
    {
        final long sequence = engine.nextSequence();
        final long timeNs = engine.nextTimeNs();
        frameHeader.wrap(buffer, 0).sequence(sequence).timestamp(timeNs);
        engine.run(sequence, timeNs, buffer, 0, length);
    }

    @Override
    public String toString()
    {
        return String.format(Locale.ROOT, "%d banks, credentials of %d bytes", BANKS, CREDENTIALS);
    }
}
