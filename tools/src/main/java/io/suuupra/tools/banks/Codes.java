package io.suuupra.tools.banks;

import io.suuupra.codecs.upi.CodeLayer;
import io.suuupra.codecs.upi.ResponseCode;
import io.suuupra.codecs.upi.ResponseCodes;

import java.util.List;

/** Response codes with their meaning. */
final class Codes
{
    private static final List<CodeLayer> LAYERS = List.of(CodeLayer.SWITCH, CodeLayer.LEG, CodeLayer.REVERSAL,
        CodeLayer.OUTCOME, CodeLayer.AUTHORISATION, CodeLayer.VALIDATION, CodeLayer.META);

    private Codes()
    {
    }

    /**
     * @param code such as {@code U30}.
     * @return the code and what it says; the code alone if nobody knows.
     */
    static String explain(final String code)
    {
        return LAYERS.stream().flatMap(layer -> ResponseCodes.ALL.find(layer, code).stream()).findFirst()
            .map(ResponseCode::meaning).map(meaning -> code + " " + meaning).orElse(code);
    }
}
