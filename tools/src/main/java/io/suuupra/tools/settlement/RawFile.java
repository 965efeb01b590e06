package io.suuupra.tools.settlement;

import io.suuupra.codecs.edge.upi.CyclePayment;
import io.suuupra.codecs.upi.UpiCode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The payments of one bank, a line for each: what was sent and what was received in the order of their posting. */
final class RawFile implements AutoCloseable
{
    static final String HEAD = "transaction_id,rrn,time,role,other_bank,amount,state,kind,payee_code,code," +
        "payer_response,payee_response\n";

    private static final int BUFFER = 1 << 16;
    private static final int LINE_MAX = 512;
    private static final int RRN_DIGITS = 12;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int SECOND_DIGITS = 9;
    private static final ZoneOffset INDIA = ZoneOffset.ofHoursMinutes(5, 30);
    private static final byte[] OFFSET = ascii("+05:30");
    private static final DateTimeFormatter SECOND =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(INDIA);

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final byte[] digits = new byte[20];
    private final Map<Integer, byte[]> codes = new HashMap<>();
    private long second = -1;
    private byte[] secondText = new byte[0];

    RawFile(final Path file) throws IOException
    {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        put(ascii(HEAD));
    }

    private static byte[] ascii(final String text)
    {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Which side of a payment the bank is. */
    enum Role
    {
        REMITTER,
        BENEFICIARY,
        BOTH
    }

    void add(final CyclePayment payment, final Role role) throws IOException
    {
        if (buffer.remaining() < LINE_MAX)
        {
            flush();
        }
        put(ascii(payment.transactionId()));
        comma();
        number(payment.rrn(), RRN_DIGITS);
        comma();
        time(payment.timestamp());
        comma();
        put(ascii(role.name()));
        comma();
        put(ascii(role == Role.REMITTER ? payment.beneficiary() : payment.remitter()));
        comma();
        number(payment.amount(), 1);
        comma();
        put(ascii(payment.state().name()));
        comma();
        put(ascii(payment.kind().name()));
        comma();
        number(payment.payeeCode(), 4);
        comma();
        code(payment.code());
        comma();
        code(payment.payerResponse());
        comma();
        code(payment.payeeResponse());
        buffer.put((byte)'\n');
    }

    private void comma()
    {
        buffer.put((byte)',');
    }

    private void put(final byte[] text)
    {
        buffer.put(text);
    }

    private void code(final int code)
    {
        put(codes.computeIfAbsent(code, any -> ascii(UpiCode.text(any))));
    }

    private void time(final long ns)
    {
        if (ns / SECOND_NS != second)
        {
            second = ns / SECOND_NS;
            secondText = ascii(SECOND.format(Instant.ofEpochSecond(second)));
        }
        put(secondText);
        number(ns % SECOND_NS, SECOND_DIGITS);
        put(OFFSET);
    }

    private void number(final long value, final int digitsMin)
    {
        int at = digits.length;
        long rest = value;
        do
        {
            digits[--at] = (byte)('0' + rest % 10);
            rest /= 10;
        }
        while (rest > 0 || digits.length - at < digitsMin);
        buffer.put(digits, at, digits.length - at);
    }

    private void flush() throws IOException
    {
        buffer.flip();
        while (buffer.hasRemaining())
        {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Leaves it on the disk. */
    void finish() throws IOException
    {
        flush();
        channel.force(true);
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
    }
}
