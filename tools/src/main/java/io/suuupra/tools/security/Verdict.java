package io.suuupra.tools.security;

/**
 * What one check found.
 *
 * @param check  what was looked at.
 * @param passed whether it is as it must be.
 * @param detail what was seen, in one line.
 */
record Verdict(String check, boolean passed, String detail)
{
}
