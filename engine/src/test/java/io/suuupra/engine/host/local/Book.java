package io.suuupra.engine.host.local;

import io.suuupra.codecs.edge.Account;
import io.suuupra.codecs.edge.Transfer;
import io.suuupra.codecs.edge.UInt128;
import io.suuupra.codecs.generated.CreateTransferStatus;

import java.util.ArrayList;
import java.util.List;

/**
 * What was sent to a node and what it has answered, kept outside of it. Ids are numbers from 1 in the order of sending,
 * so what was sent up to a moment, and known at a moment, are two counts.
 *
 * <p>Any thread.
 */
final class Book
{
    /**
     * A transfer that was sent.
     *
     * @param transfer as it was sent.
     * @param first    number of the first of its chain; its own where it is in none.
     * @param last     number of the last of its chain.
     */
    record Sent(Transfer transfer, int first, int last)
    {
        boolean isAlone()
        {
            return first == last;
        }
    }

    /**
     * Something that the node has said and must stand by.
     *
     * @param number    of the transfer, or of the account.
     * @param account   whether it is about an account.
     * @param status    of the transfer: CREATED; a refusal; null = it was looked up and was not there.
     * @param timestamp that it has; 0 = none was told.
     */
    record Fact(int number, boolean account, CreateTransferStatus status, long timestamp)
    {
        boolean isCreated()
        {
            return status == CreateTransferStatus.CREATED;
        }
    }

    /**
     * How far the book was written.
     *
     * @param transfers that were sent.
     * @param accounts  that were sent.
     * @param facts     that were known.
     */
    record Mark(int transfers, int accounts, int facts)
    {
    }

    private final List<Sent> transfers;
    private final List<Account> accounts;
    private final List<Fact> facts;

    Book()
    {
        this(List.of(), List.of(), List.of());
    }

    private Book(final List<Sent> transfers, final List<Account> accounts, final List<Fact> facts)
    {
        this.transfers = new ArrayList<>(transfers);
        this.accounts = new ArrayList<>(accounts);
        this.facts = new ArrayList<>(facts);
    }

    /**
     * @param mark that this book had once.
     * @return a copy of the book as it was then.
     */
    synchronized Book at(final Mark mark)
    {
        return new Book(
            transfers.subList(0, mark.transfers()), accounts.subList(0, mark.accounts()),
            facts.subList(0, mark.facts()));
    }

    synchronized Mark mark()
    {
        return new Mark(transfers.size(), accounts.size(), facts.size());
    }

    synchronized int nextTransfer()
    {
        return transfers.size() + 1;
    }

    synchronized int nextAccount()
    {
        return accounts.size() + 1;
    }

    /** Takes transfers of one frame before they are sent; their ids go on from {@link #nextTransfer}. */
    synchronized void sending(final List<Sent> batch)
    {
        transfers.addAll(batch);
    }

    synchronized void sendingAccount(final Account account)
    {
        accounts.add(account);
    }

    synchronized void learn(final Fact fact)
    {
        facts.add(fact);
    }

    synchronized List<Sent> transfers()
    {
        return List.copyOf(transfers);
    }

    synchronized List<Account> accounts()
    {
        return List.copyOf(accounts);
    }

    synchronized List<Fact> facts()
    {
        return List.copyOf(facts);
    }

    static UInt128 id(final int number)
    {
        return UInt128.of(number);
    }

    /** @return the number of a thing with that id; 0 if the book gives no such ids. */
    static int number(final UInt128 id)
    {
        return id.high() == 0 && id.low() > 0 && id.low() <= Integer.MAX_VALUE ? (int)id.low() : 0;
    }
}
