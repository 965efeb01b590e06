package io.suuupra.gateway.rest.upi;

import io.suuupra.codecs.edge.upi.Acknowledgement;

import java.util.Map;

/**
 * Why the switch did not take a message, in NPCI's terms.
 *
 * @param kind    of the refusal.
 * @param code    response code such as {@code U29}.
 * @param meaning of the code.
 * @param field   that the code is about, by its name in JSON; empty if it is about none.
 */
public record SwitchRefusal(Kind kind, String code, String meaning, String field)
{
    private static final String DUPLICATE = "U01";

    /** The fields that codes of the form are about, and those of the switch that name one. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
        Map.entry("H06", "message_id"),
        Map.entry("T02", "transaction_id"),
        Map.entry("T03", "note"),
        Map.entry("T14", "purpose"),
        Map.entry("T15", "purpose"),
        Map.entry("IM0", "initiation_mode"),
        Map.entry("IM1", "initiation_mode"),
        Map.entry("R02", "payer_address"),
        Map.entry("R05", "payer_type"),
        Map.entry("R06", "payer_code"),
        Map.entry("B03", "payee_address"),
        Map.entry("B06", "payee_type"),
        Map.entry("B07", "payee_code"),
        Map.entry("M05", "amount"),
        Map.entry("V03", "amount"),
        Map.entry("C11", "credentials"),
        Map.entry("A01", "account"),
        Map.entry("A03", "account_type"),
        Map.entry("A06", "account_ifsc"),
        Map.entry("L04", "expire_after"),
        Map.entry("U01", "transaction_id"),
        Map.entry("U11", "credentials"));

    /** What kind of refusal it is. */
    public enum Kind
    {
        /** The message's form is wrong. */
        FORM,

        /** Its transaction id belongs to something else. */
        DUPLICATE,

        /** Its form is right, and the switch did not take it all the same. */
        DECLINED
    }

    /**
     * @param refused what the switch said, which is not "taken".
     * @return the same for people.
     */
    public static SwitchRefusal of(final Acknowledgement refused)
    {
        final String code = refused.codeText();
        final Kind kind = code.equals(DUPLICATE) ? Kind.DUPLICATE :
            CodeMeaning.isForm(code) ? Kind.FORM : Kind.DECLINED;
        return new SwitchRefusal(kind, code, CodeMeaning.ofSwitch(code), FIELDS.getOrDefault(code, ""));
    }
}
