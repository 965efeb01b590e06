package io.suuupra.bank;

/** The switch did not take a payment; nothing has moved. */
public final class PaymentRefusedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final String code;

    PaymentRefusedException(final String code)
    {
        super("the switch refused the payment: " + code);
        this.code = code;
    }

    /** @return response code of the switch. */
    public String code()
    {
        return code;
    }
}
