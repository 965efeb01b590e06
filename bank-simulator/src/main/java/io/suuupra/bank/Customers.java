package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.Ciphertext;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.upi.UpiCode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a bank knows of its customers: the state of an account, the hash of a PIN, and the wrong tries at it. All of it
 * stands in the bank's book, on a ledger of its own, in records that are journaled with the decisions that they follow
 * from; here it is kept as the book has it. Accounts that are not here have no PIN and are open. Confined to the bank's
 * thread.
 */
final class Customers
{
    /** Ledger of what is known of customers: nothing of it is money. */
    static final int LEDGER = 3 << 16 | 356;

    /** Wrong tries, one behind the other, that lock a PIN. */
    static final int TRIES_MAX = 3;

    /** How long it stays locked, and how long wrong tries count. */
    static final long LOCKED_NS = TimeUnit.HOURS.toNanos(24);

    /** The other side of these records. */
    static final UInt128 REGISTER = UInt128.of(6);

    private static final long OF_CUSTOMER = 1L << 62;
    private static final int CUSTOMER = 2;
    private static final int STATE = 50;
    private static final int MPIN = 51;
    private static final int TRY = 52;
    private static final int TRIES_OVER = 53;

    private static final int NO_MPIN = UpiCode.of("AM");
    private static final int WRONG_MPIN = UpiCode.of("ZM");
    private static final int LOCKED = UpiCode.of("Z6");

    private final Vault vault;
    private final Map<UInt128, Customer> customers = new HashMap<>();

    private record Customer(AccountState state, long salt, UInt128 hash, int tries, long triedNs)
    {
        static final Customer NEW = new Customer(AccountState.ACTIVE, 0, null, 0, 0);

        Customer with(final AccountState other)
        {
            return new Customer(other, salt, hash, tries, triedNs);
        }

        Customer withTries(final int count, final long atNs)
        {
            return new Customer(state, salt, hash, count, atNs);
        }
    }

    /**
     * What comes of a PIN.
     *
     * @param code   why not; 0 = it is right.
     * @param record to journal with the decision; null = none.
     */
    record Verdict(int code, Transfer record)
    {
        private static final Verdict RIGHT = new Verdict(UpiCode.NONE, null);
    }

    Customers(final Vault vault)
    {
        this.vault = vault;
    }

    /** Takes what the book has. */
    void load(final EmbeddedLedger ledger)
    {
        ledger.accounts(LEDGER, page -> page.stream().filter(account -> account.code() == CUSTOMER)
            .forEach(account -> customers.put(account.userData128(), Customer.NEW)));
        ledger.transfers(LEDGER, page -> page.forEach(this::learn));
    }

    /** @return the account that stands for a customer in the register. */
    static Account account(final UInt128 reference)
    {
        return Account.builder().id(registered(reference)).ledger(LEDGER).code(CUSTOMER).userData128(reference).build();
    }

    private static UInt128 registered(final UInt128 reference)
    {
        return new UInt128(reference.high() ^ OF_CUSTOMER, reference.low());
    }

    void add(final List<UInt128> references)
    {
        references.forEach(reference -> customers.putIfAbsent(reference, Customer.NEW));
    }

    boolean knows(final UInt128 reference)
    {
        return customers.containsKey(reference);
    }

    AccountState state(final UInt128 reference)
    {
        return customers.getOrDefault(reference, Customer.NEW).state();
    }

    boolean hasMpin(final UInt128 reference)
    {
        return customers.getOrDefault(reference, Customer.NEW).hash() != null;
    }

    /** @return what makes an account's state another one. */
    static Transfer stateRecord(final UInt128 id, final UInt128 reference, final AccountState state)
    {
        return record(id, reference, STATE).userData32(state.number()).build();
    }

    /** @return what makes a PIN a customer's. */
    Transfer mpinRecord(final UInt128 id, final UInt128 reference, final long salt, final String mpin)
    {
        return record(id, reference, MPIN).userData64(salt).userData128(vault.hash(salt, reference, mpin)).build();
    }

    private static Transfer.Builder record(final UInt128 id, final UInt128 reference, final int code)
    {
        return Transfer.builder().id(id).ledger(LEDGER).code(code).amount(1)
            .debitAccountId(registered(reference)).creditAccountId(REGISTER);
    }

    /**
     * Judges the PIN in the credentials of a debit or of an enquiry.
     *
     * @param reference     of the account; a customer's.
     * @param transactionId that the credentials are for.
     * @param amount        that they are for, paise.
     * @param credentials   from the customer's device.
     * @param nowNs         time of the switch.
     * @return right or why not; a wrong try and a right one behind wrong ones carry a record.
     */
    Verdict judge(
        final UInt128 reference,
        final String transactionId,
        final long amount,
        final Ciphertext credentials,
        final long nowNs)
    {
        final Customer customer = customers.get(reference);
        if (customer.hash() == null)
        {
            return new Verdict(NO_MPIN, null);
        }
        final int tries = nowNs - customer.triedNs() >= LOCKED_NS ? 0 : customer.tries();
        if (tries >= TRIES_MAX)
        {
            return new Verdict(LOCKED, null);
        }
        final DeviceKey.Opened opened =
            vault.deviceKey(reference).open(reference, transactionId, amount, credentials);
        if (opened.code() != UpiCode.NONE)
        {
            return new Verdict(opened.code(), null);
        }
        if (customer.hash().equals(vault.hash(customer.salt(), reference, opened.mpin())))
        {
            return tries == 0 ? Verdict.RIGHT : new Verdict(UpiCode.NONE,
                record(Leg.RIGHT_PIN.id(transactionId), reference, TRIES_OVER).userData64(nowNs).build());
        }
        return new Verdict(WRONG_MPIN, record(Leg.WRONG_PIN.id(transactionId), reference, TRY)
            .userData32(tries + 1).userData64(nowNs).build());
    }

    /** Learns what has come into the book. */
    void learn(final List<Transfer> records, final List<CreateResult<CreateTransferStatus>> results)
    {
        for (int i = 0; i < records.size(); i++)
        {
            if (records.get(i).ledger() == LEDGER && results.get(i).status() == CreateTransferStatus.CREATED)
            {
                learn(records.get(i));
            }
        }
    }

    private void learn(final Transfer record)
    {
        // The account of the register is the customer's with one bit turned.
        customers.computeIfPresent(registered(record.debitAccountId()), (_, customer) -> switch (record.code())
        {
            case STATE -> customer.with(AccountState.of(record.userData32()));
            case MPIN -> new Customer(customer.state(), record.userData64(), record.userData128(), 0, 0);
            case TRY -> customer.withTries(record.userData32(), record.userData64());
            case TRIES_OVER -> customer.withTries(0, 0);
            default -> customer;
        });
    }
}
