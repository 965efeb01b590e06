package io.suuupra.tools.mapping;

import java.util.List;
import java.util.Set;

/**
 * Tests that must all hold.
 *
 * @param tests one for each name.
 */
record Condition(List<Test> tests)
{
    /** Always true. */
    static final Condition ALWAYS = new Condition(List.of());

    /**
     * Compares one value, in its text form.
     *
     * @param value  to compare.
     * @param texts  to compare with.
     * @param wanted true if the value must be one of them, false if it must be none.
     */
    record Test(Expression value, Set<String> texts, boolean wanted)
    {
    }

    boolean holds(final Row row) throws BadRowException
    {
        for (final Test test : tests)
        {
            if (test.texts().contains(test.value().of(row).toString()) != test.wanted())
            {
                return false;
            }
        }
        return true;
    }
}
