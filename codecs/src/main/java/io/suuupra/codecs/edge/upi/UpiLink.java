package io.suuupra.codecs.edge.upi;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A link that asks for a payment, {@code upi://pay?pa=shop@beta&pn=Shop&am=499.00&cu=INR}, as an intent or as the
 * content of a QR code (NPCI, UPI Linking Specification 1.6). Static: anybody may pay it at any time. Dynamic: it asks
 * for one amount under one reference. Immutable.
 *
 * <p>Both ways are strict: a parameter that is unknown, doubled, empty, wrongly encoded or out of its rule is refused
 * by name, for whoever pays must see what the payee has written.
 */
public final class UpiLink
{
    /** Characters of the longest link. */
    public static final int LENGTH_MAX = 1_500;

    private static final String PREFIX = "upi://pay?";
    private static final String SIGN = "&" + LinkParameter.SIGNATURE.key() + "=";

    private final Map<LinkParameter, String> values;
    private final String text;

    private UpiLink(final Map<LinkParameter, String> values, final String text)
    {
        this.values = values;
        this.text = text;
    }

    /**
     * Makes a link.
     *
     * @param parameters by their names in the link, not encoded: {@code pa} and {@code pn} at least. The currency is
     *                   put in where it is missing.
     * @return the link, its parameters in the specification's order.
     * @throws BadLinkException if a parameter breaks a rule.
     */
    public static UpiLink of(final Map<String, String> parameters)
    {
        final Map<LinkParameter, String> values = new EnumMap<>(LinkParameter.class);
        parameters.forEach((key, value) -> put(values, key, value));
        values.putIfAbsent(LinkParameter.CURRENCY, LinkParameter.INR);
        check(values);
        return new UpiLink(values, write(values));
    }

    /**
     * Reads a link.
     *
     * @param link its text.
     * @return the link, whose text stays as it is.
     * @throws BadLinkException if it breaks a rule.
     */
    public static UpiLink parse(final String link)
    {
        if (link.length() > LENGTH_MAX)
        {
            throw new BadLinkException("", "must have at most " + LENGTH_MAX + " characters");
        }
        if (!link.regionMatches(true, 0, PREFIX, 0, PREFIX.length()))
        {
            throw new BadLinkException("", "must begin with " + PREFIX);
        }
        final Map<LinkParameter, String> values = new EnumMap<>(LinkParameter.class);
        final List<String> pairs = Arrays.asList(link.substring(PREFIX.length()).split("&", -1));
        for (final String pair : pairs)
        {
            final int equals = pair.indexOf('=');
            if (equals < 0)
            {
                throw new BadLinkException("", "must have name=value between its &");
            }
            if (values.containsKey(LinkParameter.SIGNATURE))
            {
                throw new BadLinkException(LinkParameter.SIGNATURE.key(), "must come last");
            }
            final String key = pair.substring(0, equals);
            put(values, key, LinkText.decode(key, pair.substring(equals + 1)));
        }
        check(values);
        return new UpiLink(values, link);
    }

    private static void put(final Map<LinkParameter, String> values, final String key, final String value)
    {
        final LinkParameter parameter = LinkParameter.of(key);
        if (values.containsKey(parameter))
        {
            throw new BadLinkException(key, "must not be given twice");
        }
        values.put(parameter, parameter.checked(value));
    }

    private static void check(final Map<LinkParameter, String> values)
    {
        for (final LinkParameter parameter : LinkParameter.values())
        {
            if (parameter.isRequired() && !values.containsKey(parameter))
            {
                throw new BadLinkException(parameter.key(), "must be given");
            }
        }
        final String amount = values.get(LinkParameter.AMOUNT);
        final String least = values.get(LinkParameter.LEAST_AMOUNT);
        if (least != null && (amount == null || Rupees.toPaise(least) > Rupees.toPaise(amount)))
        {
            throw new BadLinkException(LinkParameter.LEAST_AMOUNT.key(), "must come with am, and not be above it");
        }
    }

    private static String write(final Map<LinkParameter, String> values)
    {
        final StringBuilder link = new StringBuilder(PREFIX);
        values.forEach((parameter, value) -> link.append(link.length() == PREFIX.length() ? "" : "&")
            .append(parameter.key()).append('=').append(LinkText.encode(value)));
        if (link.length() > LENGTH_MAX)
        {
            throw new BadLinkException("", "must have at most " + LENGTH_MAX + " characters");
        }
        return link.toString();
    }

    /**
     * Signs the link as it is written, so that its payee can be proved.
     *
     * @param key of an elliptic curve (ECDSA) or RSA.
     * @return the same with a signature by SHA-256 behind it, in place of any that it had.
     * @throws IllegalArgumentException if the key is of another kind.
     */
    public UpiLink sign(final PrivateKey key)
    {
        try
        {
            final Signature signature = Signature.getInstance(LinkText.signatureAlgorithm(key));
            signature.initSign(key);
            signature.update(LinkText.ascii(unsigned()));
            final Map<LinkParameter, String> signed = new EnumMap<>(values);
            final String sign = Base64.getEncoder().encodeToString(signature.sign());
            signed.put(LinkParameter.SIGNATURE, LinkParameter.SIGNATURE.checked(sign));
            return new UpiLink(signed, unsigned() + SIGN + LinkText.encode(sign));
        }
        catch (final GeneralSecurityException unusable)
        {
            throw new IllegalArgumentException("the key cannot sign", unusable);
        }
    }

    /**
     * @param key of the payee.
     * @return true if the link has a signature, made with that key's other half over the link as it is written.
     * @throws IllegalArgumentException if the key is neither of an elliptic curve nor RSA.
     */
    public boolean isSignedBy(final PublicKey key)
    {
        final String sign = values.get(LinkParameter.SIGNATURE);
        if (sign == null)
        {
            return false;
        }
        try
        {
            final Signature signature = Signature.getInstance(LinkText.signatureAlgorithm(key));
            signature.initVerify(key);
            signature.update(LinkText.ascii(unsigned()));
            return signature.verify(Base64.getDecoder().decode(sign));
        }
        catch (final GeneralSecurityException notOne)
        {
            return false;
        }
    }

    // The signature is the last parameter, so what it covers is all that stands before it.
    private String unsigned()
    {
        return values.containsKey(LinkParameter.SIGNATURE) ? text.substring(0, text.lastIndexOf(SIGN)) : text;
    }

    /** @return address of the payee. */
    public String payeeAddress()
    {
        return values.get(LinkParameter.PAYEE_ADDRESS);
    }

    /** @return name of the payee, to be shown. */
    public String payeeName()
    {
        return values.get(LinkParameter.PAYEE_NAME);
    }

    /** @return paise; empty = the payer decides. */
    public OptionalLong amount()
    {
        final String amount = values.get(LinkParameter.AMOUNT);
        return amount == null ? OptionalLong.empty() : OptionalLong.of(Rupees.toPaise(amount));
    }

    /** @return true if it asks for one amount under one reference, and so for one payment. */
    public boolean isDynamic()
    {
        return values.containsKey(LinkParameter.AMOUNT) && values.containsKey(LinkParameter.REFERENCE);
    }

    /** @return true if it has a signature, whoever made it. */
    public boolean isSigned()
    {
        return values.containsKey(LinkParameter.SIGNATURE);
    }

    /** @return all that it says, by the names in the link, decoded, in the specification's order. */
    public Map<String, String> parameters()
    {
        final Map<String, String> parameters = new LinkedHashMap<>();
        values.forEach((parameter, value) -> parameters.put(parameter.key(), value));
        return parameters;
    }

    /** @return names that a link may have, in the specification's order. */
    public static List<String> names()
    {
        return Arrays.stream(LinkParameter.values()).map(LinkParameter::key).toList();
    }

    @Override
    public boolean equals(final Object other)
    {
        return other instanceof UpiLink that && text.equals(that.text);
    }

    @Override
    public int hashCode()
    {
        return text.hashCode();
    }

    /** @return the link. */
    @Override
    public String toString()
    {
        return text;
    }
}
