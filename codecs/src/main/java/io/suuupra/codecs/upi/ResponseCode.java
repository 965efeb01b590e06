package io.suuupra.codecs.upi;

/**
 * One response code in one layer.
 *
 * @param layer   where it appears.
 * @param code    1 to 4 capital letters and digits.
 * @param source  who raises it.
 * @param decline how it is counted.
 * @param meaning in words, for people.
 */
public record ResponseCode(CodeLayer layer, String code, CodeSource source, DeclineKind decline, String meaning)
{
}
