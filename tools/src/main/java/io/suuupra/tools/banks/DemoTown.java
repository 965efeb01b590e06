package io.suuupra.tools.banks;

import io.suuupra.bank.TestValues;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.BankAccount;
import io.suuupra.codecs.edge.upi.ParticipantTerms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who takes part in the demo: three banks, three PSPs, a few customers, and the addresses for tests. */
final class DemoTown
{
    /** PIN of every customer, until it is changed. */
    static final String MPIN = "1234";

    /** Ledger of the banks' positions. */
    static final int POSITIONS = 2 << 16 | 356;

    /** All that take part. */
    static final List<Participant> PARTICIPANTS = List.of(
        new Participant("AAAA", 101, true),
        new Participant("BBBB", 102, true),
        new Participant("CCCC", 103, true),
        new Participant("alpha", 201, false),
        new Participant("beta", 202, false),
        new Participant(TestValues.HANDLE, 203, false));

    /** All that pay and are paid. */
    static final List<Customer> CUSTOMERS = customers();

    private static final long NET_DEBIT_CAP = 1_000_000_000_00L;
    private static final long POSITION = 0x7570_6962_616E_6B00L;

    private DemoTown()
    {
    }

    /**
     * A bank or a PSP.
     *
     * @param name   four letters of a bank, handle of a PSP.
     * @param number of the participant.
     * @param isBank whether it is a bank.
     */
    record Participant(String name, int number, boolean isBank)
    {
        /** @return account of its position. */
        UInt128 position()
        {
            return new UInt128(POSITION, number);
        }

        ParticipantTerms terms(final long key)
        {
            return isBank ? ParticipantTerms.bank(number, key, name, position(), NET_DEBIT_CAP) :
                ParticipantTerms.psp(number, key, name);
        }
    }

    /**
     * Somebody with an address and an account.
     *
     * @param address of the customer.
     * @param account behind it.
     * @param paise   in it at first.
     */
    record Customer(String address, BankAccount account, long paise)
    {
        String bank()
        {
            return account.ifsc().substring(0, 4);
        }

        String psp()
        {
            return address.substring(address.indexOf('@') + 1);
        }
    }

    static Optional<Participant> participant(final String name)
    {
        return PARTICIPANTS.stream().filter(participant -> participant.name().equalsIgnoreCase(name)).findFirst();
    }

    private static List<Customer> customers()
    {
        final List<Customer> customers = new ArrayList<>();
        for (final List<String> row : Table.read(
            "demo-customers.csv", List.of("address", "bank", "reference", "type", "rupees")))
        {
            customers.add(customer(row.get(0), row.get(1), UInt128.parse(row.get(2)),
                "CURRENT".equals(row.get(3)) ? BankAccount.CURRENT : BankAccount.SAVINGS,
                Long.parseLong(row.get(4)) * 100));
        }
        for (final String name : TestValues.NAMES)
        {
            customers.add(
                customer(name + "@" + TestValues.HANDLE, "CCCC", UInt128.of(1099), BankAccount.CURRENT, 1_000_000_00L));
        }
        return List.copyOf(customers);
    }

    private static Customer customer(
        final String address, final String bank, final UInt128 reference, final int type, final long paise)
    {
        return new Customer(address, new BankAccount(reference, bank + "0000001", type), paise);
    }
}
