package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.frame.Limits;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The parameters of a link, in the order of the specification, each with its rule. */
enum LinkParameter
{
    /** Goes where the money does. */
    PAYEE_ADDRESS("pa", true, UpiText::isAddress, "must be an address local@handle of at most 255 characters"),

    /** To be shown. */
    PAYEE_NAME("pn", true, LinkParameter::isName, "must have 1 to 99 characters, none of them a control character"),

    /** MCC; 0000 = a person. */
    MERCHANT_CODE("mc", false, matches("[0-9]{4}"), "must be four digits"),

    /** Of the payment, given by the payee's PSP. */
    TRANSACTION_ID("tid", false, UpiText::isId, "must be 1 to 35 letters and digits"),

    /** The payee's own, such as an order. */
    REFERENCE("tr", false, UpiText::isId, "must be 1 to 35 letters and digits"),

    /** To be shown. */
    NOTE("tn", false, matches("[0-9A-Za-z .,/-]{1," + Limits.UPI_NOTE_MAX + "}"),
        "must be 1 to 50 letters, digits, spaces and .,-/"),

    /** In rupees. */
    AMOUNT("am", false, LinkParameter::isPositive, LinkParameter.AMOUNT_RULE),

    /** In rupees: the payer may pay less than the amount, but not less than this. */
    LEAST_AMOUNT("mam", false, LinkParameter::isPositive, LinkParameter.AMOUNT_RULE),

    /** Only one. */
    CURRENCY("cu", false, LinkParameter.INR::equals, "must be INR"),

    /** Tells more about the payment. */
    REFERENCE_URL("url", false, LinkParameter::isUrl, "must be a URL with http or https, of at most 35 characters"),

    /** As in ReqPay: 01 QR, 04 intent and so on. */
    MODE("mode", false, matches("[0-9]{2}"), "must be two digits"),

    /** As in ReqPay. */
    PURPOSE("purpose", false, matches("[0-9A-Za-z]{2}"), "must be two letters or digits"),

    /** Of the PSP whose app made it; 000000 = a merchant. */
    ORGANISATION("orgid", false, matches("[0-9]{6}"), "must be six digits"),

    /** Over all that stands before it. */
    SIGNATURE("sign", false, matches("[0-9A-Za-z+/]{20,700}={0,2}"), "must be a signature in base64");

    static final String INR = "INR";

    private static final String AMOUNT_RULE = "must be rupees with two decimals above 0, such as 499.00";
    private static final int NAME_MAX = 99;
    private static final int URL_MAX = 35;

    private final String key;
    private final boolean required;
    @SuppressWarnings("ImmutableEnumChecker") // None of them keeps anything.
    private final Predicate<String> rule;
    private final String ruleText;

    LinkParameter(final String key, final boolean required, final Predicate<String> rule, final String ruleText)
    {
        this.key = key;
        this.required = required;
        this.rule = rule;
        this.ruleText = ruleText;
    }

    static LinkParameter of(final String key)
    {
        for (final LinkParameter parameter : values())
        {
            if (parameter.key.equals(key))
            {
                return parameter;
            }
        }
        // The name comes from outside: the answer has it, but not at any length.
        throw new BadLinkException(key.length() <= 16 ? key : key.substring(0, 13) + "...",
            "is not a parameter of a link");
    }

    String key()
    {
        return key;
    }

    boolean isRequired()
    {
        return required;
    }

    String checked(final String value)
    {
        if (!rule.test(value))
        {
            throw new BadLinkException(key, ruleText);
        }
        return value;
    }

    private static Predicate<String> matches(final String pattern)
    {
        return Pattern.compile(pattern).asMatchPredicate();
    }

    private static boolean isName(final String text)
    {
        return !text.isBlank() && text.length() <= NAME_MAX && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isPositive(final String text)
    {
        return Rupees.isAmount(text) && Rupees.toPaise(text) > 0;
    }

    private static boolean isUrl(final String text)
    {
        try
        {
            final URI url = new URI(text);
            return text.length() <= URL_MAX && url.getHost() != null &&
                ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
        }
        catch (final URISyntaxException notOne)
        {
            return false;
        }
    }
}
