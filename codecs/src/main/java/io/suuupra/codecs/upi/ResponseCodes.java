package io.suuupra.codecs.upi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All response codes of UPI that this project knows. Immutable. */
public final class ResponseCodes
{
    /** The codes of the resource. */
    public static final ResponseCodes ALL = new ResponseCodes(CsvResource.read("response-codes.csv",
        List.of("layer", "code", "raised_by", "decline", "meaning")));

    private final List<ResponseCode> codes;
    private final Map<CodeLayer, Map<String, ResponseCode>> byLayer = new EnumMap<>(CodeLayer.class);

    private ResponseCodes(final List<List<String>> rows)
    {
        final List<ResponseCode> list = new ArrayList<>(rows.size());
        for (final List<String> row : rows)
        {
            final ResponseCode code = new ResponseCode(CodeLayer.valueOf(row.get(0)), row.get(1),
                CodeSource.valueOf(row.get(2)), DeclineKind.valueOf(row.get(3)), row.get(4));
            final ResponseCode other = byLayer.computeIfAbsent(code.layer(), layer -> new TreeMap<>())
                .put(UpiCode.text(UpiCode.of(code.code())), code);
            if (other != null)
            {
                throw new IllegalStateException("the code " + code.code() + " stands twice in " + code.layer());
            }
            list.add(code);
        }
        codes = List.copyOf(list);
    }

    /** @return all of them, layer by layer. */
    public List<ResponseCode> all()
    {
        return codes;
    }

    /**
     * @param layer where the code appears.
     * @param code  such as {@code U30}.
     * @return what it says there; empty if it says nothing there.
     */
    public Optional<ResponseCode> find(final CodeLayer layer, final String code)
    {
        return Optional.ofNullable(byLayer.getOrDefault(layer, Map.of()).get(code));
    }
}
