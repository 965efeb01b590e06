package io.suuupra.tools.record;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunRecordTest
{
    private static final String TITLE = "version,seed,kills,wall_s";

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnWhereItWas() throws IOException
    {
        final Path file = folder.resolve("runs.csv");
        final RunRecord begun = RunRecord.open(file, TITLE);
        assertEquals(7, begun.last("seed", 7));
        begun.add("abc", 7L, 50, 1.25);
        begun.add("abc+", 8L, 20, 2.0);

        final RunRecord again = RunRecord.open(file, TITLE);
        assertEquals(8, again.last("seed", 1));
        assertEquals(70, again.sum("kills"));
        assertEquals(3.3, again.sum("wall_s"), 0.01);
        assertEquals(TITLE + "\nabc,7,50,1.3\nabc+,8,20,2.0\n", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a,b                              | must begin with the line version,seed,kills,wall_s",
        "''                               | must begin with the line",
        "version,seed,kills,wall_s;a,1,2  | :2: must have 4 fields, has 3",
        "version,seed,kills,wall_s;a,1,x,3| :2: kills must be a number, is x",
    })
    void shouldRefuseWhatItHasNotWritten(final String lines, final String rule) throws IOException
    {
        final Path file = Files.writeString(folder.resolve("runs.csv"), lines.replace(';', '\n'));
        final String message = assertThrows(IOException.class, () -> RunRecord.open(file, TITLE)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(rule), message);
    }
}
