package io.suuupra.tools.chaos;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What each session sends. All of it follows from the seed, so nothing of what was sent has to be kept: an id tells the
 * session, the unit and the place in it, and these give every field of the transfer again.
 */
final class Plan
{
    /** Most transfers of a unit. */
    static final int UNIT_MAX = 20;

    private static final int LEDGER = 356;
    private static final int CODE = 7;
    private static final int FREE_ACCOUNTS = 32;
    private static final int AMOUNT_MAX = 1_000;

    /** May owe nothing and is never credited: whatever it is to pay is refused. */
    private static final UInt128 EMPTY_ACCOUNT = UInt128.of(FREE_ACCOUNTS + 1);
    private static final UInt128 NO_ACCOUNT = UInt128.of(1L << 40);

    private static final int INDEX_BITS = 5;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    /** How far back a hold is looked for. */
    private static final int HOLD_NEAREST = 16;
    private static final int HOLD_SEARCH = 64;
    private static final int TIMEOUT_S = 1;

    /** What a unit is. */
    enum Kind
    {
        /** One transfer, which may share its frame with others. */
        SINGLE(45),
        /** One hold, some with a timeout. */
        HOLD(15),
        /** Posts or voids a hold; another unit may have done so. */
        RESOLVE(15),
        /** A frame of transfers that have nothing to do with one another. */
        BATCH(10),
        /** A linked chain. */
        CHAIN(7),
        /** A linked chain with one that cannot be. */
        BROKEN_CHAIN(3),
        /** One transfer that is refused and whose id is burnt. */
        REFUSED(5);

        private static final Kind[] ALL = values();

        private final int percent;

        Kind(final int percent)
        {
            this.percent = percent;
        }

        static Kind draw(final SplittableRandom random)
        {
            int rest = random.nextInt(100);
            for (final Kind kind : ALL)
            {
                rest -= kind.percent;
                if (rest < 0)
                {
                    return kind;
                }
            }
            throw new IllegalStateException("the kinds do not add up to 100");
        }
    }

    /**
     * What is sent as one.
     *
     * @param kind      of the unit.
     * @param transfers 1 to {@link #UNIT_MAX}.
     * @param breaker   index of the one that breaks the chain; -1 = none.
     */
    record Unit(Kind kind, List<Transfer> transfers, int breaker)
    {
        boolean isChain()
        {
            return kind == Kind.CHAIN || kind == Kind.BROKEN_CHAIN;
        }
    }

    private static final Set<CreateTransferStatus> RESOLUTIONS = EnumSet.of(
        CreateTransferStatus.CREATED,
        CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND,
        CreateTransferStatus.PENDING_TRANSFER_ALREADY_POSTED,
        CreateTransferStatus.PENDING_TRANSFER_ALREADY_VOIDED,
        CreateTransferStatus.PENDING_TRANSFER_EXPIRED);

    private static final Set<CreateTransferStatus> REFUSALS = EnumSet.of(
        CreateTransferStatus.EXCEEDS_CREDITS, CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND);

    /** The refusals after which an id can never be used, and what it answers from then on. */
    private static final Set<CreateTransferStatus> BURNT = EnumSet.of(
        CreateTransferStatus.EXCEEDS_CREDITS,
        CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND,
        CreateTransferStatus.PENDING_TRANSFER_NOT_FOUND,
        CreateTransferStatus.ID_ALREADY_FAILED);

    private final long seed;

    Plan(final long seed)
    {
        this.seed = seed;
    }

    /** @return the accounts that all of it moves money between. */
    static List<Account> accounts()
    {
        final List<Account> accounts = new ArrayList<>();
        for (int i = 1; i <= FREE_ACCOUNTS; i++)
        {
            accounts.add(Account.builder().id(UInt128.of(i)).ledger(LEDGER).code(CODE)
                .flags(i % 4 == 0 ? AccountFlags.HISTORY : 0).userData64(i).build());
        }
        accounts.add(Account.builder().id(EMPTY_ACCOUNT).ledger(LEDGER).code(CODE)
            .flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build());
        return accounts;
    }

    /** @return the session that an id is of; -1 = the plan gives no such id. */
    static int session(final UInt128 id)
    {
        return id.high() >= 1 && id.high() <= Integer.MAX_VALUE && id.low() >= 0 ? (int)id.high() - 1 : -1;
    }

    /** @return the unit of its session that an id is of. */
    static long unit(final UInt128 id)
    {
        return id.low() >>> INDEX_BITS;
    }

    /** @return the place in its unit of an id. */
    static int index(final UInt128 id)
    {
        return (int)id.low() & INDEX_MASK;
    }

    static UInt128 id(final int session, final int unit, final int index)
    {
        return new UInt128(session + 1L, (long)unit << INDEX_BITS | index);
    }

    /** @return whether no transfer can ever have the id of one that was answered so. */
    static boolean isBurnt(final CreateTransferStatus status)
    {
        return BURNT.contains(status);
    }

    /**
     * @param session from 0.
     * @param number  of the unit, from 0.
     * @return the unit.
     */
    Unit unit(final int session, final int number)
    {
        final SplittableRandom random = random(session, number);
        final Kind kind = Kind.draw(random);
        return switch (kind)
        {
            case SINGLE -> single(movement(random, id(session, number, 0), 0).build());
            case HOLD -> new Unit(kind, List.of(hold(session, number)), -1);
            case RESOLVE -> resolve(random, session, number);
            case BATCH -> new Unit(kind, several(random, session, number, 2 + random.nextInt(UNIT_MAX - 1), 0, -1), -1);
            case CHAIN ->
                new Unit(kind, several(random, session, number, 2 + random.nextInt(4), TransferFlags.LINKED, -1), -1);
            case BROKEN_CHAIN ->
            {
                final int count = 2 + random.nextInt(4);
                final int breaker = random.nextInt(count);
                yield new Unit(kind, several(random, session, number, count, TransferFlags.LINKED, breaker), breaker);
            }
            case REFUSED -> new Unit(kind, List.of(movement(random, id(session, number, 0), 0)
                .debitAccountId(random.nextBoolean() ? EMPTY_ACCOUNT : NO_ACCOUNT).build()), -1);
        };
    }

    /**
     * @param unit   that was sent for the first time.
     * @param index  of one of its transfers.
     * @param status that it was answered with.
     * @return whether a ledger may answer so.
     */
    static boolean isExpected(final Unit unit, final int index, final CreateTransferStatus status)
    {
        return switch (unit.kind())
        {
            case SINGLE, HOLD, BATCH, CHAIN -> status == CreateTransferStatus.CREATED;
            case RESOLVE -> RESOLUTIONS.contains(status);
            case BROKEN_CHAIN -> index == unit.breaker() ? REFUSALS.contains(status) :
                status == CreateTransferStatus.LINKED_EVENT_FAILED;
            case REFUSED -> REFUSALS.contains(status);
        };
    }

    private SplittableRandom random(final int session, final int number)
    {
        final long place = ((long)session << Integer.SIZE | number) + 1;
        return new SplittableRandom(seed ^ place * 0x9E3779B97F4A7C15L);
    }

    private static Unit single(final Transfer transfer)
    {
        return new Unit(Kind.SINGLE, List.of(transfer), -1);
    }

    private static Transfer.Builder movement(final SplittableRandom random, final UInt128 id, final int flags)
    {
        final int debit = random.nextInt(FREE_ACCOUNTS);
        final int credit = (debit + 1 + random.nextInt(FREE_ACCOUNTS - 1)) % FREE_ACCOUNTS;
        return Transfer.builder().id(id)
            .debitAccountId(UInt128.of(debit + 1L)).creditAccountId(UInt128.of(credit + 1L))
            .amount(1 + random.nextInt(AMOUNT_MAX)).ledger(LEDGER).code(CODE).flags(flags)
            .userData128(new UInt128(random.nextLong() | 1, random.nextLong()))
            .userData64(random.nextLong(1, Long.MAX_VALUE)).userData32(random.nextInt(1, Integer.MAX_VALUE));
    }

    private Transfer hold(final int session, final int number)
    {
        final SplittableRandom random = random(session, number);
        Kind.draw(random);
        return movement(random, id(session, number, 0), TransferFlags.PENDING)
            .timeout(random.nextInt(8) == 0 ? TIMEOUT_S : 0).build();
    }

    private Unit resolve(final SplittableRandom random, final int session, final int number)
    {
        final int from = number - 1 - random.nextInt(HOLD_NEAREST);
        for (int i = from; i > from - HOLD_SEARCH && i >= 0; i--)
        {
            if (Kind.draw(random(session, i)) == Kind.HOLD)
            {
                return new Unit(Kind.RESOLVE,
                    List.of(resolution(random, id(session, number, 0), hold(session, i))), -1);
            }
        }
        return single(movement(random, id(session, number, 0), 0).build());
    }

    /** Names every field that it would inherit, so that what is kept is what was sent. */
    private static Transfer resolution(final SplittableRandom random, final UInt128 id, final Transfer hold)
    {
        final boolean post = random.nextBoolean();
        return Transfer.builder().id(id)
            .debitAccountId(hold.debitAccountId()).creditAccountId(hold.creditAccountId())
            .amount(post ? random.nextLong(hold.amount() + 1) : hold.amount()).pendingId(hold.id())
            .userData128(hold.userData128()).userData64(hold.userData64()).userData32(hold.userData32())
            .ledger(hold.ledger()).code(hold.code())
            .flags(post ? TransferFlags.POST_PENDING_TRANSFER : TransferFlags.VOID_PENDING_TRANSFER).build();
    }

    private static List<Transfer> several(
        final SplittableRandom random,
        final int session,
        final int number,
        final int count,
        final int flags,
        final int breaker)
    {
        final List<Transfer> transfers = new ArrayList<>(count);
        for (int i = 0; i < count; i++)
        {
            final Transfer.Builder builder = movement(random, id(session, number, i), i == count - 1 ? 0 : flags);
            transfers.add(i == breaker ? builder.debitAccountId(NO_ACCOUNT).build() : builder.build());
        }
        return transfers;
    }
}
