package io.suuupra.codecs.edge.upi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.HexFormat;

/** How values stand in a link: percent-encoded UTF-8 (RFC 3986). */
final class LinkText
{
    /** What a value may have as it is, beside letters and digits: nothing that a reader could take for a separator. */
    private static final String PLAIN = "-._~@:/,";

    private LinkText()
    {
    }

    static String encode(final String value)
    {
        final StringBuilder text = new StringBuilder(value.length() + 16);
        for (final byte octet : value.getBytes(StandardCharsets.UTF_8))
        {
            if (UpiText.isAlphanumeric(octet) || PLAIN.indexOf(octet) >= 0)
            {
                text.append((char)octet);
            }
            else
            {
                text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return text.toString();
    }

    /**
     * Decodes a value. A plus is refused but in a signature: some readers take it for a space, and others do not.
     *
     * @param key  of the parameter.
     * @param text of the value.
     * @return the value.
     * @throws BadLinkException if it is not what an encoder could have written.
     */
    static String decode(final String key, final String text)
    {
        final ByteBuffer octets = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if (c == '%')
            {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2)))
                {
                    throw new BadLinkException(key, "has a % without two hex digits behind it");
                }
                octets.put((byte)HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            }
            else if (c <= ' ' || c >= 127 || "\"<>\\^`{|}#".indexOf(c) >= 0)
            {
                throw new BadLinkException(key, "has a character that must be percent-encoded");
            }
            else if (c == '+' && !key.equals(LinkParameter.SIGNATURE.key()))
            {
                throw new BadLinkException(key, "has a plus: a space is %20, a plus is %2B");
            }
            else
            {
                octets.put((byte)c);
            }
        }
        try
        {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        }
        catch (final CharacterCodingException notUtf8)
        {
            throw new BadLinkException(key, "is not UTF-8");
        }
    }

    private static boolean isHex(final char c)
    {
        return HexFormat.isHexDigit(c);
    }

    static byte[] ascii(final String link)
    {
        return link.getBytes(StandardCharsets.US_ASCII);
    }

    /** @return name of the signature algorithm that a key is used with. */
    static String signatureAlgorithm(final Key key)
    {
        return switch (key.getAlgorithm())
        {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> throw new IllegalArgumentException(
                "a link is signed with a key of an elliptic curve or RSA, not " + key.getAlgorithm());
        };
    }
}
