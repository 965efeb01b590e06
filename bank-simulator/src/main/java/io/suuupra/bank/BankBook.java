package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.frame.TransferFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.host.local.LocalNodeOptions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A bank's ledger: who has how much, and what became of every leg that the switch ever asked for.
 *
 * <p>A leg has one id, which follows from the payment, so decision and posting are one journaled command: it stands
 * there, or was declined with a code, or nobody has asked for it yet. A reversal first puts a mark in the place of the
 * leg that it reverses: where the leg is not known, the mark refuses it from then on. Confined to one thread.
 */
final class BankBook implements AutoCloseable
{
    private static final int INTERNAL = 1;
    private static final int CUSTOMER = 2;

    /** Requests in one command; each has up to three records. */
    private static final int AT_ONCE = 2_500;

    private static final int APPROVED = UpiCode.of("00");
    private static final int NO_FUNDS = UpiCode.of("Z9");
    private static final int NO_PAYER = UpiCode.of("XH");
    private static final int NO_PAYEE = UpiCode.of("XI");
    private static final int PAYER_BLOCKED = UpiCode.of("YE");
    private static final int PAYEE_BLOCKED = UpiCode.of("YF");
    private static final int DEBIT_REFUSED = UpiCode.of("XB");
    private static final int CREDIT_REFUSED = UpiCode.of("XC");
    private static final int NO_DEBIT = UpiCode.of("OD");
    private static final int DEBIT_NOT_DONE = UpiCode.of("ND");
    private static final int NO_CREDIT = UpiCode.of("OC");
    private static final int CREDIT_NOT_DONE = UpiCode.of("NC");
    private static final int CREDIT_DONE = UpiCode.of("CS");
    private static final int REVERSAL_FAILED = UpiCode.of("96");

    /** Not a code: the book has another record in the leg's place, which says. */
    private static final int LOOK = -1;

    /** Not a code: the debit stands and is to be posted back. */
    private static final int POST_BACK = -2;

    private final EmbeddedLedger ledger;
    private final Customers customers;

    private BankBook(final EmbeddedLedger ledger, final Customers customers)
    {
        this.ledger = ledger;
        this.customers = customers;
    }

    /**
     * Opens the book, and makes its own accounts the first time.
     *
     * @param options of the ledger's files.
     * @param vault   that its customers' PINs are checked with.
     * @return the book.
     * @throws IOException if the folder cannot be used.
     */
    static BankBook open(final LocalNodeOptions options, final Vault vault) throws IOException
    {
        final EmbeddedLedger ledger = EmbeddedLedger.open(options);
        final List<Account> own = new ArrayList<>();
        for (final UInt128 id : List.of(Records.UPI_PAYABLE, Records.UPI_RECEIVABLE, Records.CASH))
        {
            own.add(Account.builder().id(id).ledger(Records.INR).code(INTERNAL).build());
        }
        for (final UInt128 id : List.of(Records.MARK_DEBIT, Records.MARK_CREDIT))
        {
            own.add(Account.builder().id(id).ledger(Records.MARKS).code(INTERNAL).build());
        }
        own.add(Account.builder().id(Customers.REGISTER).ledger(Customers.LEDGER).code(INTERNAL).build());
        require(ledger.createAccounts(own));
        final Customers customers = new Customers(vault);
        customers.load(ledger);
        return new BankBook(ledger, customers);
    }

    private static void require(final List<CreateResult<CreateAccountStatus>> results)
    {
        for (final CreateResult<CreateAccountStatus> result : results)
        {
            if (result.status() != CreateAccountStatus.CREATED && result.status() != CreateAccountStatus.EXISTS)
            {
                throw new IllegalStateException("an account of the bank could not be made: " + result.status());
            }
        }
    }

    /**
     * Opens accounts, each with some money. What is there already stays as it is.
     *
     * @param references of the accounts; above 6.
     * @param paise      for each, 1 or more.
     */
    void openAccounts(final List<UInt128> references, final long paise)
    {
        final List<Account> accounts = new ArrayList<>(references.size());
        final List<Transfer> funding = new ArrayList<>(references.size());
        for (final UInt128 reference : references)
        {
            accounts.add(Account.builder().id(reference).ledger(Records.INR).code(CUSTOMER)
                .flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build());
            funding.add(Transfer.builder().id(new UInt128(-1, reference.low())).ledger(Records.INR)
                .code(Records.FUNDING).debitAccountId(Records.CASH).creditAccountId(reference).amount(paise).build());
        }
        require(ledger.createAccounts(accounts));
        for (final CreateResult<CreateTransferStatus> result : ledger.createTransfers(funding))
        {
            if (result.status() != CreateTransferStatus.CREATED && result.status() != CreateTransferStatus.EXISTS)
            {
                throw new IllegalStateException("an account could not be funded: " + result.status());
            }
        }
    }

    /** Enters accounts into the register: from then on debits need a PIN. */
    void register(final List<UInt128> references)
    {
        require(ledger.createAccounts(references.stream().map(Customers::account).toList()));
        customers.add(references);
    }

    Customers customers()
    {
        return customers;
    }

    /** Journals a record of the register. */
    void record(final Transfer record)
    {
        final List<CreateResult<CreateTransferStatus>> results = ledger.createTransfers(List.of(record));
        if (results.getFirst().status() != CreateTransferStatus.CREATED)
        {
            throw new IllegalStateException("a record could not be made: " + results.getFirst().status());
        }
        customers.learn(List.of(record), results);
    }

    /**
     * @param ids of accounts.
     * @return what they hold now.
     */
    List<Account> accounts(final List<UInt128> ids)
    {
        return ledger.lookupAccounts(ids);
    }

    /** Shows all accounts with money, some at a time. */
    void accounts(final Consumer<List<Account>> page)
    {
        ledger.accounts(Records.INR, page);
    }

    /** Shows every record, in order, some at a time. */
    void records(final Consumer<List<Transfer>> page)
    {
        ledger.transfers(0, page);
    }

    /**
     * Decides and posts what the switch asks.
     *
     * @param orders of a bank's kinds, in order.
     * @return an answer to each, durable; null where none is wanted.
     */
    List<RespPay> handle(final List<Order> orders)
    {
        final List<RespPay> answers = new ArrayList<>(orders.size());
        final Set<UInt128> judged = new HashSet<>();
        int from = 0;
        for (int i = 0; i < orders.size(); i++)
        {
            final SwitchRequest request = orders.get(i).request();
            final UInt128 reference = request.pay().account().reference();
            final boolean hasPin = request.kind() == UpiRequestKind.DEBIT && customers.knows(reference);
            // Each try of a PIN counts before the next one of the same customer is judged.
            if (hasPin && judged.contains(reference) || i - from == AT_ONCE)
            {
                answers.addAll(new Round(orders.subList(from, i)).decide());
                judged.clear();
                from = i;
            }
            if (hasPin)
            {
                judged.add(reference);
            }
        }
        answers.addAll(new Round(orders.subList(from, orders.size())).decide());
        return answers;
    }

    /** Some requests, decided in one command, or two where there is something to reverse or to note. */
    private final class Round
    {
        private final List<Order> orders;
        private final int[] at;
        private final int[] declines;
        private final int[] codes;
        private final List<Transfer> records = new ArrayList<>();

        Round(final List<Order> orders)
        {
            this.orders = orders;
            at = new int[orders.size()];
            declines = new int[orders.size()];
            codes = new int[orders.size()];
        }

        List<RespPay> decide()
        {
            for (int i = 0; i < orders.size(); i++)
            {
                firstStep(i, orders.get(i));
            }
            if (!records.isEmpty())
            {
                final List<CreateResult<CreateTransferStatus>> results = ledger.createTransfers(records);
                customers.learn(records, results);
                final List<Transfer> second = new ArrayList<>();
                readResults(results, second);
                look(second);
                secondStep(second);
            }
            final List<RespPay> answers = new ArrayList<>(orders.size());
            for (int i = 0; i < orders.size(); i++)
            {
                answers.add(answer(orders.get(i).request(), codes[i]));
            }
            return answers;
        }

        private void firstStep(final int i, final Order order)
        {
            final SwitchRequest request = order.request();
            at[i] = -1;
            if (order.reversalFails())
            {
                codes[i] = REVERSAL_FAILED;
                return;
            }
            final UInt128 customer = request.pay().account().reference();
            switch (request.kind())
            {
                case DEBIT -> debit(i, order, customer);
                case CREDIT ->
                {
                    declines[i] = order.decline() != UpiCode.NONE ? order.decline() :
                        customers.state(customer).creditCode();
                    add(i, request, declines[i] == UpiCode.NONE ?
                        Records.posting(request, Leg.CREDIT, Records.UPI_RECEIVABLE, customer) :
                        Records.declined(request, Leg.CREDIT, Leg.CREDIT, declines[i], 0));
                }
                case RETURN ->
                    add(i, request, Records.posting(request, Leg.RETURN, Records.UPI_RECEIVABLE, customer));
                case REVERSE_DEBIT -> add(i, request, Records.mark(request, Leg.DEBIT));
                case REVERSE_CREDIT -> add(i, request, Records.mark(request, Leg.CREDIT));
                default -> throw new IllegalArgumentException("no request to a bank: " + request.kind());
            }
        }

        private void debit(final int i, final Order order, final UInt128 customer)
        {
            final SwitchRequest request = order.request();
            Transfer beside = null;
            declines[i] = order.decline() != UpiCode.NONE ? order.decline() : customers.state(customer).debitCode();
            if (declines[i] == UpiCode.NONE && customers.knows(customer))
            {
                final Customers.Verdict verdict = customers.judge(customer, request.pay().transactionId(),
                    request.pay().amount(), request.pay().credentials(), request.timestamp());
                declines[i] = verdict.code();
                beside = verdict.record();
            }
            if (declines[i] == UpiCode.NONE)
            {
                add(i, request, Records.posting(request, Leg.DEBIT, customer, Records.UPI_PAYABLE));
            }
            else
            {
                // Linked to the decline, so that a debit that is asked for again is not one more wrong try.
                add(i, request, Records.declined(request, Leg.DEBIT, Leg.DEBIT, declines[i],
                    beside == null ? 0 : TransferFlags.LINKED));
            }
            if (beside != null)
            {
                records.add(beside);
            }
        }

        private void add(final int i, final SwitchRequest request, final Transfer record)
        {
            records.addAll(Records.name(request));
            at[i] = records.size();
            records.add(record);
        }

        /** Reads what the book says; what it had refused by itself gets its code noted beside. */
        private void readResults(
            final List<CreateResult<CreateTransferStatus>> results, final List<Transfer> second)
        {
            for (int i = 0; i < orders.size(); i++)
            {
                if (at[i] < 0)
                {
                    continue;
                }
                final SwitchRequest request = orders.get(i).request();
                final CreateTransferStatus status = results.get(at[i]).status();
                codes[i] = switch (request.kind())
                {
                    case DEBIT, CREDIT -> legCode(request.kind(), declines[i], status);
                    case REVERSE_DEBIT -> markCode(status, NO_DEBIT, DEBIT_NOT_DONE);
                    case REVERSE_CREDIT -> markCode(status, NO_CREDIT, CREDIT_NOT_DONE);
                    default -> requirePosted(status);
                };
                if (isLeg(request.kind()) && codes[i] > 0 && codes[i] != APPROVED && declines[i] == UpiCode.NONE)
                {
                    second.add(beside(request, codes[i]));
                }
            }
        }

        /** Reads the records that already stood in the places of legs. */
        private void look(final List<Transfer> second)
        {
            final List<UInt128> ids = new ArrayList<>();
            for (int i = 0; i < orders.size(); i++)
            {
                if (codes[i] == LOOK)
                {
                    ids.add(leg(orders.get(i).request()).id(orders.get(i).request().pay().transactionId()));
                    ids.add(besideOf(leg(orders.get(i).request())).id(orders.get(i).request().pay().transactionId()));
                }
            }
            if (ids.isEmpty())
            {
                return;
            }
            final Map<UInt128, Transfer> found = new HashMap<>();
            ledger.lookupTransfers(ids).forEach(transfer -> found.put(transfer.id(), transfer));
            int next = 0;
            for (int i = 0; i < orders.size(); i++)
            {
                if (codes[i] == LOOK)
                {
                    final SwitchRequest request = orders.get(i).request();
                    codes[i] = standing(request, found.get(ids.get(next)), found.get(ids.get(next + 1)));
                    next += 2;
                    if (isLeg(request.kind()) && !found.containsKey(ids.get(next - 2)) &&
                        !found.containsKey(ids.get(next - 1)))
                    {
                        second.add(beside(request, codes[i]));
                    }
                }
            }
        }

        private int standing(final SwitchRequest request, final Transfer there, final Transfer noted)
        {
            final boolean posted = there != null && there.ledger() == Records.INR;
            return switch (request.kind())
            {
                case REVERSE_DEBIT -> posted ? POST_BACK : DEBIT_NOT_DONE;
                // The customer may have spent it: the switch makes the payment a success.
                case REVERSE_CREDIT -> posted ? CREDIT_DONE : CREDIT_NOT_DONE;
                default ->
                {
                    final Transfer record = there == null ? noted : there;
                    final boolean isDebit = request.kind() == UpiRequestKind.DEBIT;
                    if (record == null)
                    {
                        // The bank ended between refusing and noting why: no such account, or no funds.
                        yield !isDebit ? NO_PAYEE :
                            ledger.lookupAccounts(List.of(request.pay().account().reference())).isEmpty() ?
                                NO_PAYER : NO_FUNDS;
                    }
                    yield posted ? APPROVED : Records.declinedLeg(record) != null ? record.userData32() :
                        isDebit ? DEBIT_REFUSED : CREDIT_REFUSED;
                }
            };
        }

        private void secondStep(final List<Transfer> second)
        {
            final int notes = second.size();
            for (int i = 0; i < orders.size(); i++)
            {
                if (codes[i] == POST_BACK)
                {
                    final SwitchRequest request = orders.get(i).request();
                    second.add(Records.posting(request, Leg.DEBIT_REVERSAL, Records.UPI_PAYABLE,
                        request.pay().account().reference()));
                }
            }
            if (second.isEmpty())
            {
                return;
            }
            final List<CreateResult<CreateTransferStatus>> results = ledger.createTransfers(second);
            int next = notes;
            for (int i = 0; i < orders.size(); i++)
            {
                if (codes[i] == POST_BACK)
                {
                    codes[i] = switch (results.get(next++).status())
                    {
                        case CREATED, EXISTS -> APPROVED;
                        default -> REVERSAL_FAILED;
                    };
                }
            }
        }
    }

    private static boolean isLeg(final UpiRequestKind kind)
    {
        return kind == UpiRequestKind.DEBIT || kind == UpiRequestKind.CREDIT;
    }

    private static Leg leg(final SwitchRequest request)
    {
        return switch (request.kind())
        {
            case DEBIT, REVERSE_DEBIT -> Leg.DEBIT;
            default -> Leg.CREDIT;
        };
    }

    private static Leg besideOf(final Leg leg)
    {
        return leg == Leg.DEBIT ? Leg.DEBIT_DECLINED : Leg.CREDIT_DECLINED;
    }

    private static Transfer beside(final SwitchRequest request, final int code)
    {
        return Records.declined(request, leg(request), besideOf(leg(request)), code, 0);
    }

    private static int legCode(final UpiRequestKind kind, final int decline, final CreateTransferStatus status)
    {
        final boolean isDebit = kind == UpiRequestKind.DEBIT;
        return switch (status)
        {
            case CREATED, EXISTS -> decline == UpiCode.NONE ? APPROVED : decline;
            case EXCEEDS_CREDITS -> NO_FUNDS;
            case DEBIT_ACCOUNT_NOT_FOUND -> NO_PAYER;
            case CREDIT_ACCOUNT_NOT_FOUND -> NO_PAYEE;
            case DEBIT_ACCOUNT_ALREADY_CLOSED -> PAYER_BLOCKED;
            case CREDIT_ACCOUNT_ALREADY_CLOSED -> PAYEE_BLOCKED;
            case ID_ALREADY_FAILED -> LOOK;
            default -> isOther(status) ? LOOK : isDebit ? DEBIT_REFUSED : CREDIT_REFUSED;
        };
    }

    /** What a mark found in its place: nothing, a leg that had been refused, or another record, which says. */
    private static int markCode(final CreateTransferStatus status, final int left, final int refused)
    {
        return switch (status)
        {
            case CREATED, EXISTS -> left;
            case ID_ALREADY_FAILED -> refused;
            default ->
            {
                if (!isOther(status))
                {
                    throw new IllegalStateException("a mark could not be left: " + status);
                }
                yield LOOK;
            }
        };
    }

    private static boolean isOther(final CreateTransferStatus status)
    {
        return status.name().startsWith("EXISTS_WITH_DIFFERENT_");
    }

    private static int requirePosted(final CreateTransferStatus status)
    {
        if (status != CreateTransferStatus.CREATED && status != CreateTransferStatus.EXISTS)
        {
            throw new IllegalStateException("a return could not be posted: " + status);
        }
        return UpiCode.NONE;
    }

    private static RespPay answer(final SwitchRequest request, final int code)
    {
        if (code == UpiCode.NONE)
        {
            return null;
        }
        final boolean good = code == APPROVED || code == CREDIT_DONE && request.kind() == UpiRequestKind.REVERSE_CREDIT;
        return new RespPay(request.number(), good ? UpiResult.SUCCESS : UpiResult.FAILURE, code, 0);
    }

    @Override
    public void close() throws IOException
    {
        ledger.close();
    }
}
