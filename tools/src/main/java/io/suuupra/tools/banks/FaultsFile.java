package io.suuupra.tools.banks;

import io.suuupra.bank.FaultPlan;
import io.suuupra.bank.SecretFile;
import io.suuupra.tools.mapping.MappingException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a bank's faults, so that a bank that starts again has them still. */
final class FaultsFile
{
    private static final int BYTES_MAX = 1 << 20;

    private FaultsFile()
    {
    }

    static FaultPlan read(final Path file) throws IOException
    {
        if (!Files.exists(file))
        {
            return FaultPlan.NONE;
        }
        if (Files.size(file) > BYTES_MAX)
        {
            throw new IOException(file + " must have at most " + BYTES_MAX + " bytes");
        }
        try
        {
            return FaultJson.plan(FaultJson.JSON.readTree(Files.readAllBytes(file)));
        }
        catch (final MappingException wrong)
        {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    static void write(final Path file, final FaultPlan plan) throws IOException
    {
        SecretFile.write(file, FaultJson.JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsBytes(FaultJson.write(plan)));
    }
}
