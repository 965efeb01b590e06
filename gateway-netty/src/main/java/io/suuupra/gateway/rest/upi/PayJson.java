package io.suuupra.gateway.rest.upi;

import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.edge.upi.Party;
import io.suuupra.codecs.edge.upi.ReqPay;
import io.suuupra.codecs.edge.upi.UpiText;
import io.suuupra.codecs.frame.Limits;
import io.suuupra.codecs.generated.UpiKind;
import io.suuupra.codecs.generated.UpiPartyType;
import io.suuupra.gateway.json.BadJsonException;
import io.suuupra.gateway.json.FieldNames;
import io.suuupra.gateway.json.StrictJson;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A ReqPay as JSON, with the names of its message's fields. What the message could not carry is refused here; what
 * the switch alone can judge is left to it.
 */
public final class PayJson
{
    /** Fields of a PAY. */
    public static final FieldNames PAY_FIELDS = FieldNames.of(
        "transaction_id", "message_id", "payer_address", "payer_type", "payer_code", "payee_address", "payee_type",
        "payee_code", "amount", "purpose", "initiation_mode", "account", "account_ifsc", "account_type", "note",
        "credentials");

    /** Fields of a COLLECT. */
    public static final FieldNames COLLECT_FIELDS = FieldNames.of(
        "transaction_id", "message_id", "payer_address", "payer_type", "payer_code", "payee_address", "payee_type",
        "payee_code", "amount", "purpose", "initiation_mode", "account", "account_ifsc", "account_type", "note",
        "expire_after");

    /** Names of the types that a party can have. */
    public static final List<String> PARTY_TYPES = List.of("person", "entity");

    private static final int MCC_MAX = 9_999;
    private static final int ACCOUNT_TYPES = 6;
    private static final int EXPIRE_AFTER_MAX_MIN = 45 * 24 * 60;
    private static final Pattern PURPOSE = Pattern.compile("[0-9A-Za-z]{2}");
    private static final Pattern MODE = Pattern.compile("[0-9]{2}");
    private static final Pattern IFSC = Pattern.compile("[A-Z]{4}0[A-Z0-9]{6}");
    private static final Pattern NOTE = Pattern.compile("[0-9A-Za-z .,/-]*");

    private final UpiKind kind;
    private String transactionId;
    private String messageId;
    private final PartyJson payer = new PartyJson("payer");
    private final PartyJson payee = new PartyJson("payee");
    private long amount;
    private String purpose = ReqPay.DEFAULT;
    private String initiationMode = ReqPay.DEFAULT;
    private UInt128 account;
    private String ifsc;
    private int accountType;
    private String note = "";
    private int expireAfterMin;
    private Ciphertext credentials;

    private PayJson(final UpiKind kind)
    {
        this.kind = kind;
    }

    /**
     * @param json at its beginning.
     * @param kind that the route stands for.
     * @return the payment.
     * @throws BadJsonException if anything breaks a rule.
     */
    public static ReqPay read(final StrictJson json, final UpiKind kind) throws BadJsonException
    {
        final PayJson pay = new PayJson(kind);
        final FieldNames fields = kind == UpiKind.PAY ? PAY_FIELDS : COLLECT_FIELDS;
        json.startRoot();
        String field;
        while ((field = json.nextField(fields)) != null)
        {
            pay.take(field, json);
        }
        json.end();
        return pay.build();
    }

    private void take(final String field, final StrictJson json) throws BadJsonException
    {
        switch (field)
        {
            case "transaction_id" -> transactionId = id(json);
            case "message_id" -> messageId = id(json);
            case "payer_address" -> payer.address = address(json);
            case "payer_type" -> payer.type = partyType(json);
            case "payer_code" -> payer.code = json.between(0, MCC_MAX);
            case "payee_address" -> payee.address = address(json);
            case "payee_type" -> payee.type = partyType(json);
            case "payee_code" -> payee.code = json.between(0, MCC_MAX);
            case "amount" -> amount = amount(json);
            case "purpose" -> purpose = matching(json, PURPOSE, "must be two letters or digits");
            case "initiation_mode" -> initiationMode = matching(json, MODE, "must be two digits");
            case "account" -> account = account(json);
            case "account_ifsc" -> ifsc = matching(json, IFSC,
                "must be an IFSC: four capital letters, a 0, six capital letters or digits");
            case "account_type" -> accountType = json.between(1, ACCOUNT_TYPES);
            case "note" -> note = note(json);
            case "expire_after" -> expireAfterMin = json.between(0, EXPIRE_AFTER_MAX_MIN);
            case "credentials" -> credentials = credentials(json);
            default -> throw new IllegalStateException(field);
        }
    }

    private ReqPay build() throws BadJsonException
    {
        require(transactionId != null, "transaction_id");
        require(amount != 0, "amount");
        require(account != null, "account");
        require(ifsc != null, "account_ifsc");
        require(accountType != 0, "account_type");
        require(credentials != null || kind != UpiKind.PAY, "credentials");
        return new ReqPay(messageId == null ? transactionId : messageId, transactionId, kind, payer.build(),
            payee.build(), amount, purpose, initiationMode, new BankAccount(account, ifsc, accountType), note,
            expireAfterMin, credentials == null ? Ciphertext.NONE : credentials);
    }

    private static void require(final boolean given, final String field) throws BadJsonException
    {
        if (!given)
        {
            throw new BadJsonException(field, "must be given");
        }
    }

    private static String id(final StrictJson json) throws BadJsonException
    {
        final String id = json.string(1, UpiText.ID_MAX);
        if (!UpiText.isId(id))
        {
            throw json.bad("must have letters and digits only");
        }
        return id;
    }

    private static String address(final StrictJson json) throws BadJsonException
    {
        final String address = json.string(1, Limits.UPI_ADDRESS_MAX);
        if (!UpiText.isAddress(address))
        {
            throw json.bad("must be local@handle: letters, digits and .-_ before the @, letters and digits behind it");
        }
        return address;
    }

    private static UpiPartyType partyType(final StrictJson json) throws BadJsonException
    {
        return switch (PARTY_TYPES.indexOf(json.string(0, Limits.UPI_NOTE_MAX)))
        {
            case 0 -> UpiPartyType.PERSON;
            case 1 -> UpiPartyType.ENTITY;
            default -> throw json.bad("must be one of " + String.join(", ", PARTY_TYPES));
        };
    }

    private static long amount(final StrictJson json) throws BadJsonException
    {
        final long amount = json.uint63();
        if (amount < 1 || amount > UpiText.AMOUNT_MAX)
        {
            throw json.bad("must be 1 to " + UpiText.AMOUNT_MAX + " paise");
        }
        return amount;
    }

    private static UInt128 account(final StrictJson json) throws BadJsonException
    {
        final UInt128 account = json.uint128();
        if (account.isZero())
        {
            throw json.bad("must not be 0");
        }
        return account;
    }

    private static String note(final StrictJson json) throws BadJsonException
    {
        final String note = json.string(0, Limits.UPI_NOTE_MAX);
        if (!NOTE.matcher(note).matches())
        {
            throw json.bad("must have letters, digits, spaces and .,-/ only");
        }
        return note;
    }

    private static Ciphertext credentials(final StrictJson json) throws BadJsonException
    {
        final String text = json.string(1, (Limits.UPI_CREDENTIALS_MAX + 2) / 3 * 4);
        final byte[] bytes;
        try
        {
            bytes = Base64.getDecoder().decode(text);
        }
        catch (final IllegalArgumentException notBase64)
        {
            throw json.bad("must be base64");
        }
        if (bytes.length > Limits.UPI_CREDENTIALS_MAX)
        {
            throw json.bad("must be at most " + Limits.UPI_CREDENTIALS_MAX + " bytes");
        }
        return Ciphertext.of(bytes);
    }

    private static String matching(final StrictJson json, final Pattern pattern, final String rule)
        throws BadJsonException
    {
        final String text = json.string(0, Limits.UPI_NOTE_MAX);
        if (!pattern.matcher(text).matches())
        {
            throw json.bad(rule);
        }
        return text;
    }

    /** Payer or payee while it is read. */
    private static final class PartyJson
    {
        private final String name;
        private String address;
        private UpiPartyType type = UpiPartyType.PERSON;
        private int code;

        PartyJson(final String name)
        {
            this.name = name;
        }

        Party build() throws BadJsonException
        {
            require(address != null, name + "_address");
            if (type == UpiPartyType.ENTITY && code == 0)
            {
                throw new BadJsonException(name + "_code", "must be the category of the entity, 1 to " + MCC_MAX);
            }
            if (type == UpiPartyType.PERSON && code != 0)
            {
                throw new BadJsonException(name + "_code", "must not be given for a person");
            }
            return new Party(address, type, code);
        }
    }
}
