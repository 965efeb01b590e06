package io.suuupra.bank;

import io.suuupra.bank.Rule.Answering;
import io.suuupra.bank.Rule.Respond;
import io.suuupra.bank.Rule.When;
import io.suuupra.bank.Rule.Word;
import io.suuupra.codecs.generated.UpiRequestKind;

import java.util.List;

/**
 * Addresses with the handle {@code test} that lead to what their names say, whatever the amount: every bank of the
 * simulator knows them, and nothing else does.
 */
public final class TestValues
{
    /** Handle of the PSP that has these addresses. */
    public static final String HANDLE = "test";

    /** The addresses without their handle. */
    public static final List<String> NAMES = List.of(
        "success", "z9", "debit-timeout", "credit-timeout", "deemed-tcc", "deemed-ret", "late");

    /** What banks do with payments to them. */
    static final List<Rule> RULES = List.of(
        rule("z9", UpiRequestKind.DEBIT, Respond.decline("Z9")),
        rule("debit-timeout", UpiRequestKind.DEBIT, Respond.answering(Answering.NONE_AFTER_POSTING)),
        rule("credit-timeout", UpiRequestKind.CREDIT, Respond.answering(Answering.NONE_BEFORE_POSTING)),
        rule("deemed-tcc", UpiRequestKind.CREDIT, Respond.answering(Answering.NONE_AFTER_POSTING)),
        rule("deemed-tcc", UpiRequestKind.REVERSE_CREDIT, Respond.word(Answering.NONE_BEFORE_POSTING, Word.TCC)),
        rule("deemed-ret", UpiRequestKind.CREDIT, Respond.answering(Answering.NONE_BEFORE_POSTING)),
        // What it marks here is that the credit will never be posted: only then may the money be returned.
        rule("deemed-ret", UpiRequestKind.REVERSE_CREDIT, Respond.word(Answering.NONE_AFTER_POSTING, Word.RET)),
        rule("late", UpiRequestKind.DEBIT, Respond.answering(Answering.LATE)));

    private TestValues()
    {
    }

    private static Rule rule(final String name, final UpiRequestKind kind, final Respond respond)
    {
        return new Rule(When.payee(name + "@" + HANDLE, kind), respond);
    }
}
