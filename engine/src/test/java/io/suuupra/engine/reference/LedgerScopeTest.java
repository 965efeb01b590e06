package io.suuupra.engine.reference;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.CreateResult;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.frame.Principal;
import io.suuupra.codecs.generated.CreateTransferStatus;
import io.suuupra.testkit.reference.Capacities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.suuupra.codecs.generated.CreateTransferStatus.CREATED;
import static io.suuupra.codecs.generated.CreateTransferStatus.CREDIT_ACCOUNT_NOT_FOUND;
import static io.suuupra.codecs.generated.CreateTransferStatus.DEBIT_ACCOUNT_NOT_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A key that is limited to some ledgers: what lies in others looks as if it were not there. */
final class LedgerScopeTest
{
    private static final int OWN = 5;
    private static final int FOREIGN = 9;
    private static final Principal LIMITED = new Principal(7, 0, Principal.READ | Principal.POST, OWN, OWN);

    private final EngineUnderTest engine = new EngineUnderTest(Capacities.AMPLE);

    @BeforeEach
    void makeAccounts()
    {
        engine.createAccounts(Book.at(0),
            List.of(account(1, OWN), account(2, OWN), account(3, FOREIGN), account(4, FOREIGN)));
        assertEquals(List.of(CREATED), statuses(transfer(100, 3, 4, FOREIGN)));
        engine.as(LIMITED);
    }

    @Test
    void shouldCreateInItsOwnLedgersOnly()
    {
        assertEquals(
            List.of(CREATED, DEBIT_ACCOUNT_NOT_FOUND, DEBIT_ACCOUNT_NOT_FOUND, CREDIT_ACCOUNT_NOT_FOUND),
            statuses(
                transfer(1, 1, 2, OWN),
                transfer(2, 3, 4, FOREIGN),
                transfer(3, 3, 1, OWN),
                transfer(4, 1, 3, OWN)));
        engine.as(Principal.NODE);
        assertEquals(1, engine.lookupAccounts(List.of(id(3))).getFirst().debitsPosted());
    }

    @Test
    void shouldSeeItsOwnLedgersOnly()
    {
        assertEquals(List.of(CREATED), statuses(transfer(1, 1, 2, OWN)));
        assertEquals(List.of(id(1)), engine.lookupAccounts(List.of(id(3), id(1))).stream().map(Account::id).toList());
        assertEquals(List.of(id(1)),
            engine.lookupTransfers(List.of(id(100), id(1))).stream().map(Transfer::id).toList());
    }

    private List<CreateTransferStatus> statuses(final Transfer... transfers)
    {
        return engine.createTransfers(Book.at(1), List.of(transfers)).stream().map(CreateResult::status).toList();
    }

    private static Account account(final int number, final int ledger)
    {
        return Account.builder().id(id(number)).ledger(ledger).code(1).build();
    }

    private static Transfer transfer(final int number, final int debit, final int credit, final int ledger)
    {
        return Transfer.builder().id(id(number)).debitAccountId(id(debit)).creditAccountId(id(credit))
            .amount(1).ledger(ledger).code(1).build();
    }

    private static UInt128 id(final int number)
    {
        return new UInt128(0, number);
    }
}
