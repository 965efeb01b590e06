package io.suuupra.bench.micro;

import io.suuupra.bench.conditions.Conditions;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code micro}: the JMH benchmarks. */
@Command(
    name = "micro",
    description = "JMH: the engine alone and the codecs, with what they allocate.",
    mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer>
{
    private static final String PACKAGE = Pattern.quote(MicroCommand.class.getPackageName() + ".");
    private static final long QUICK_MS = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick",
        description = "One short iteration without warm-up: shows that everything runs. Its figures mean nothing.")
    private boolean quick;

    @Option(names = "--include", paramLabel = "REGEX", defaultValue = "",
        description = "Only benchmarks whose name matches, for instance 'Engine.*singlePhase'. Default: all.")
    private String include;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes JMH's results there, too.")
    private Path json;

    /** Used by the command line. */
    public MicroCommand()
    {
    }

    @Override
    public Integer call() throws Exception
    {
        checkInclude();
        final ChainedOptionsBuilder options = new OptionsBuilder()
            .include(PACKAGE + ".*(?:" + include + ")")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
        if (quick)
        {
            options.forks(1)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(QUICK_MS));
        }
        if (json != null)
        {
            options.resultFormat(ResultFormatType.JSON).result(json.toString());
        }
        // Before the run, whose own load would count as well; told after it, where the results are.
        final Conditions conditions = Conditions.ofThisProcess();
        try
        {
            new Runner(options.build()).run();
        }
        catch (final NoBenchmarksException none)
        {
            throw new ParameterException(spec.commandLine(), "--include: no benchmark matches '" + include + "'", none);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.printf("%nConditions%n%s", conditions.text());
        if (quick)
        {
            out.printf("A quick run without warm-up: no figure above means anything.%n");
        }
        out.flush();
        return 0;
    }

    private void checkInclude()
    {
        try
        {
            Pattern.compile(include);
        }
        catch (final PatternSyntaxException malformed)
        {
            throw new ParameterException(
                spec.commandLine(), "--include must be a regular expression: " + malformed.getDescription(), malformed);
        }
    }
}
