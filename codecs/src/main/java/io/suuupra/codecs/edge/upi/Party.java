package io.suuupra.codecs.edge.upi;

import io.suuupra.codecs.generated.UpiPartyType;

/**
 * Payer or payee.
 *
 * @param address {@code local@handle}, 3 to 255 characters, whatever the case.
 * @param type    person or merchant.
 * @param code    MCC of a merchant, 1 to 9,999; 0 = a person.
 */
public record Party(String address, UpiPartyType type, int code)
{
    /**
     * @param address of a person.
     * @return that person.
     */
    public static Party person(final String address)
    {
        return new Party(address, UpiPartyType.PERSON, 0);
    }

    /**
     * @param address of a merchant.
     * @param mcc     its category, 1 to 9,999.
     * @return that merchant.
     */
    public static Party merchant(final String address, final int mcc)
    {
        return new Party(address, UpiPartyType.ENTITY, mcc);
    }
}
