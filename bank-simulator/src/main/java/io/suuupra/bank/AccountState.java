package io.suuupra.bank;

import io.suuupra.codecs.upi.UpiCode;

/** What an account is good for, with the codes that its bank answers where it is not. */
public enum AccountState
{
    /** Takes and gives. */
    ACTIVE(1, "", ""),

    /** Nobody has used it for long. */
    DORMANT(2, "ZX", "ZY"),

    /** The bank, a court or the customer has blocked it. */
    FROZEN(3, "YE", "YF"),

    /** It is not there any more, as far as others can see. */
    CLOSED(4, "XH", "XI"),

    /** Of a customer abroad: rupees of others must not reach it, and this bank lets none leave it by UPI. */
    NRE(5, "B3", "XC");

    private final int number;
    private final int debitCode;
    private final int creditCode;

    AccountState(final int number, final String debitCode, final String creditCode)
    {
        this.number = number;
        this.debitCode = UpiCode.of(debitCode);
        this.creditCode = UpiCode.of(creditCode);
    }

    /** @return how records have it. */
    int number()
    {
        return number;
    }

    static AccountState of(final int number)
    {
        for (final AccountState state : values())
        {
            if (state.number == number)
            {
                return state;
            }
        }
        throw new IllegalStateException("the book has an account in state " + number + ", which nobody knows");
    }

    /** @return what a debit is declined with; 0 = it is not. */
    int debitCode()
    {
        return debitCode;
    }

    /** @return what a credit is declined with; 0 = it is not. */
    int creditCode()
    {
        return creditCode;
    }
}
