package io.suuupra.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a POST of one transfer, made once; only the ids change, each a UUID of fixed length. Confined to one
 * thread.
 */
final class RestRequest
{
    private static final String ID = "00000000-0000-0000-0000-000000000000";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int[] DASHES = {8, 13, 18, 23};

    private final ByteBuffer bytes;
    private final int idAt;
    private final int debitAt;
    private final int creditAt;

    /**
     * @param host of the node, with its port.
     * @param key  that is sent with each request.
     */
    RestRequest(final String host, final String key)
    {
        final String body = "{\"transfers\":[{\"id\":\"" + ID + "\",\"debit_account_id\":\"" + ID +
            "\",\"credit_account_id\":\"" + ID + "\",\"amount\":\"1\",\"ledger\":" + TransferSource.LEDGER +
            ",\"code\":" + TransferSource.CODE + "}]}";
        final String head = "POST /v1/transfers HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + key +
            "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        final String text = head + body;
        bytes = ByteBuffer.allocateDirect(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        idAt = text.indexOf(ID);
        debitAt = text.indexOf(ID, idAt + 1);
        creditAt = text.indexOf(ID, debitAt + 1);
    }

    /**
     * @param idHigh     of the transfer.
     * @param idLow      of the transfer.
     * @param debitHigh  of the debit account.
     * @param debitLow   of the debit account.
     * @param creditHigh of the credit account.
     * @param creditLow  of the credit account.
     * @return the whole request, to be written; valid until the next call.
     */
    ByteBuffer with(
        final long idHigh,
        final long idLow,
        final long debitHigh,
        final long debitLow,
        final long creditHigh,
        final long creditLow)
    {
        put(idAt, idHigh, idLow);
        put(debitAt, debitHigh, debitLow);
        put(creditAt, creditHigh, creditLow);
        return bytes.clear();
    }

    private void put(final int at, final long high, final long low)
    {
        int position = at;
        for (int digit = 0; digit < 32; digit++)
        {
            if (Arrays.binarySearch(DASHES, position - at) >= 0)
            {
                position++;
            }
            final long half = digit < 16 ? high : low;
            bytes.put(position++, HEX[(int)(half >>> (60 - 4 * (digit & 15))) & 15]);
        }
    }
}
