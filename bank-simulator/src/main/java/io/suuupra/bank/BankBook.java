package io.suuupra.bank;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.edge.upi.RespPay;
import io.suuupra.codecs.edge.upi.SwitchRequest;
import io.suuupra.codecs.frame.AccountFlags;
import io.suuupra.codecs.generated.CreateAccountStatus;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.codecs.generated.UpiRequestKind;
import io.suuupra.codecs.generated.UpiResult;
import io.suuupra.codecs.upi.UpiCode;
import io.suuupra.engine.host.local.LocalNodeOptions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A bank's ledger: who has how much, and what became of every leg that the switch ever asked for.
 *
 * <p>A leg is one transfer whose id follows from the payment, so decision and posting are one journaled command: it is
 * there, or was refused for ever, or nobody has asked for it yet. A reversal first puts a mark in the place of the leg
 * that it reverses: where the leg is not known, the mark refuses it from then on. Confined to one thread.
 */
final class BankBook implements AutoCloseable
{
    /** Ledger of the money: the bank's book, in rupees. */
    static final int INR = 1 << 16 | 356;

    /** Ledger of marks. */
    static final int MARKS = 2 << 16 | 356;

    /** Due to other banks, for what customers have sent. */
    static final UInt128 UPI_PAYABLE = UInt128.of(1);

    /** Due from other banks, for what customers have got. */
    static final UInt128 UPI_RECEIVABLE = UInt128.of(2);

    /** Where the customers' first money comes from. */
    static final UInt128 CASH = UInt128.of(3);

    private static final UInt128 MARK_DEBIT = UInt128.of(4);
    private static final UInt128 MARK_CREDIT = UInt128.of(5);
    private static final int INTERNAL = 1;
    private static final int CUSTOMER = 2;
    private static final int FUNDING = 10;
    private static final int MARK = 11;

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

    private final EmbeddedLedger ledger;

    private BankBook(final EmbeddedLedger ledger)
    {
        this.ledger = ledger;
    }

    /**
     * Opens the book, and makes its own accounts the first time.
     *
     * @param options of the ledger's files.
     * @return the book.
     * @throws IOException if the folder cannot be used.
     */
    static BankBook open(final LocalNodeOptions options) throws IOException
    {
        final EmbeddedLedger ledger = EmbeddedLedger.open(options);
        final List<Account> own = new ArrayList<>();
        for (final UInt128 id : List.of(UPI_PAYABLE, UPI_RECEIVABLE, CASH))
        {
            own.add(Account.builder().id(id).ledger(INR).code(INTERNAL).build());
        }
        for (final UInt128 id : List.of(MARK_DEBIT, MARK_CREDIT))
        {
            own.add(Account.builder().id(id).ledger(MARKS).code(INTERNAL).build());
        }
        require(ledger.createAccounts(own));
        return new BankBook(ledger);
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
     * Opens accounts of customers, each with some money. What is there already stays as it is.
     *
     * @param references of the accounts; above 5.
     * @param paise      for each, 1 or more.
     */
    void openAccounts(final List<UInt128> references, final long paise)
    {
        final List<Account> accounts = new ArrayList<>(references.size());
        final List<Transfer> funding = new ArrayList<>(references.size());
        for (final UInt128 reference : references)
        {
            accounts.add(Account.builder().id(reference).ledger(INR).code(CUSTOMER)
                .flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS).build());
            funding.add(Transfer.builder().id(new UInt128(-1, reference.low())).ledger(INR).code(FUNDING)
                .debitAccountId(CASH).creditAccountId(reference).amount(paise).build());
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

    /**
     * @param ids of accounts.
     * @return what they hold now.
     */
    List<Account> accounts(final List<UInt128> ids)
    {
        return ledger.lookupAccounts(ids);
    }

    /**
     * Decides and posts what the switch asks, all of it in one or two commands.
     *
     * @param requests of a bank's kinds, in order; others are passed over.
     * @return one answer to each that wants one; durable.
     */
    List<RespPay> handle(final List<SwitchRequest> requests)
    {
        final List<SwitchRequest> asked = new ArrayList<>(requests.size());
        final List<Transfer> first = new ArrayList<>(requests.size());
        for (final SwitchRequest request : requests)
        {
            final Transfer transfer = firstStep(request);
            if (transfer != null)
            {
                asked.add(request);
                first.add(transfer);
            }
        }
        if (asked.isEmpty())
        {
            return List.of();
        }
        final List<CreateResult<CreateTransferStatus>> results = ledger.createTransfers(first);
        final List<RespPay> answers = new ArrayList<>(asked.size());
        final List<SwitchRequest> toReverse = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++)
        {
            final SwitchRequest request = asked.get(i);
            final CreateTransferStatus status = results.get(i).status();
            switch (request.kind())
            {
                case DEBIT -> answers.add(answer(request, debit(request, status)));
                case CREDIT -> answers.add(answer(request, credit(status)));
                case REVERSE_CREDIT -> answers.add(answer(request, switch (markOf(status))
                {
                    case LEFT -> NO_CREDIT;
                    case REFUSED -> CREDIT_NOT_DONE;
                    // The customer may have spent it: the switch makes the payment a success.
                    case DONE -> CREDIT_DONE;
                }));
                case REVERSE_DEBIT ->
                {
                    switch (markOf(status))
                    {
                        case LEFT -> answers.add(answer(request, NO_DEBIT));
                        case REFUSED -> answers.add(answer(request, DEBIT_NOT_DONE));
                        case DONE -> toReverse.add(request);
                    }
                }
                default -> requirePosted(status);
            }
        }
        answers.addAll(reverse(toReverse));
        return answers;
    }

    private static Transfer firstStep(final SwitchRequest request)
    {
        return switch (request.kind())
        {
            case DEBIT -> posting(request, Leg.DEBIT, request.pay().account().reference(), UPI_PAYABLE);
            case CREDIT -> posting(request, Leg.CREDIT, UPI_RECEIVABLE, request.pay().account().reference());
            case RETURN -> posting(request, Leg.RETURN, UPI_RECEIVABLE, request.pay().account().reference());
            case REVERSE_DEBIT -> mark(request, Leg.DEBIT);
            case REVERSE_CREDIT -> mark(request, Leg.CREDIT);
            default -> null;
        };
    }

    private static Transfer posting(
        final SwitchRequest request, final Leg leg, final UInt128 debit, final UInt128 credit)
    {
        return Transfer.builder().id(leg.id(request.pay().transactionId())).ledger(INR).code(leg.code())
            .debitAccountId(debit).creditAccountId(credit).amount(request.pay().amount())
            .userData64(request.rrn()).build();
    }

    private static Transfer mark(final SwitchRequest request, final Leg leg)
    {
        return Transfer.builder().id(leg.id(request.pay().transactionId())).ledger(MARKS).code(MARK)
            .debitAccountId(MARK_DEBIT).creditAccountId(MARK_CREDIT).amount(1).build();
    }

    /** What a mark found in its place. */
    private enum Mark
    {
        /** Nothing: it was left, now or before. */
        LEFT,

        /** The leg had been refused. */
        REFUSED,

        /** The leg stands. */
        DONE
    }

    private static Mark markOf(final CreateTransferStatus status)
    {
        return switch (status)
        {
            case CREATED, EXISTS -> Mark.LEFT;
            case ID_ALREADY_FAILED -> Mark.REFUSED;
            default ->
            {
                if (!isOther(status))
                {
                    throw new IllegalStateException("a mark could not be left: " + status);
                }
                yield Mark.DONE;
            }
        };
    }

    private static boolean isOther(final CreateTransferStatus status)
    {
        return status.name().startsWith("EXISTS_WITH_DIFFERENT_");
    }

    private List<RespPay> reverse(final List<SwitchRequest> requests)
    {
        if (requests.isEmpty())
        {
            return List.of();
        }
        final List<Transfer> transfers = new ArrayList<>(requests.size());
        for (final SwitchRequest request : requests)
        {
            transfers.add(
                posting(request, Leg.DEBIT_REVERSAL, UPI_PAYABLE, request.pay().account().reference()));
        }
        final List<CreateResult<CreateTransferStatus>> results = ledger.createTransfers(transfers);
        final List<RespPay> answers = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++)
        {
            answers.add(answer(requests.get(i), switch (results.get(i).status())
            {
                case CREATED, EXISTS -> APPROVED;
                default -> REVERSAL_FAILED;
            }));
        }
        return answers;
    }

    private int debit(final SwitchRequest request, final CreateTransferStatus status)
    {
        return switch (status)
        {
            case CREATED, EXISTS -> APPROVED;
            case EXCEEDS_CREDITS -> NO_FUNDS;
            case DEBIT_ACCOUNT_NOT_FOUND -> NO_PAYER;
            case DEBIT_ACCOUNT_ALREADY_CLOSED -> PAYER_BLOCKED;
            // Asked again: what refused it then was the balance, or that there was no such account.
            case ID_ALREADY_FAILED ->
                ledger.lookupAccounts(List.of(request.pay().account().reference())).isEmpty() ? NO_PAYER : NO_FUNDS;
            default -> DEBIT_REFUSED;
        };
    }

    private static int credit(final CreateTransferStatus status)
    {
        return switch (status)
        {
            case CREATED, EXISTS -> APPROVED;
            case CREDIT_ACCOUNT_NOT_FOUND, ID_ALREADY_FAILED -> NO_PAYEE;
            case CREDIT_ACCOUNT_ALREADY_CLOSED -> PAYEE_BLOCKED;
            default -> CREDIT_REFUSED;
        };
    }

    private static void requirePosted(final CreateTransferStatus status)
    {
        if (status != CreateTransferStatus.CREATED && status != CreateTransferStatus.EXISTS)
        {
            throw new IllegalStateException("a return could not be posted: " + status);
        }
    }

    private static RespPay answer(final SwitchRequest request, final int code)
    {
        final boolean good = code == APPROVED || code == CREDIT_DONE && request.kind() == UpiRequestKind.REVERSE_CREDIT;
        return new RespPay(request.number(), good ? UpiResult.SUCCESS : UpiResult.FAILURE, code, 0);
    }

    @Override
    public void close() throws IOException
    {
        ledger.close();
    }
}
