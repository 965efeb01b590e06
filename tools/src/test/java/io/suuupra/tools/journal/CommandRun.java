package io.suuupra.tools.journal;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * One command that was run, and what it printed.
 *
 * @param exitCode of the command.
 * @param out      on standard output.
 * @param err      on standard error.
 */
record CommandRun(int exitCode, String out, String err)
{
    static CommandRun of(final Object command, final Object... arguments)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++)
        {
            texts[i] = arguments[i].toString();
        }
        final int exitCode = new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler((failure, line, parsed) ->
            {
                line.getErr().println(failure.getMessage());
                line.getErr().flush();
                return 1;
            })
            .execute(texts);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    List<String> lines()
    {
        return out.lines().toList();
    }

    String lastLine()
    {
        return lines().getLast();
    }

    /** @return what stands behind a name at the start of a line. */
    String value(final String name)
    {
        return lines().stream()
            .filter(line -> line.startsWith(name + " "))
            .map(line -> line.substring(name.length()).strip())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + name + " in\n" + out + err));
    }
}
