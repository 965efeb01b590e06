package io.suuupra.codecs.auth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiKeyTest
{
    private static final String SECRET = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(0x40));
    private static final String TEXT = "suuupra_00ff00ff00ff00ff_" + SECRET;

    @Test
    void shouldReadWhatItReveals()
    {
        final SecureRandom random = new SecureRandom();
        for (int i = 0; i < 200; i++)
        {
            final ApiKey key = ApiKey.generate(random);
            final ApiKey read = ApiKey.parse(key.reveal()).orElseThrow();
            assertNotEquals(0, key.id());
            assertEquals(key.id(), read.id());
            assertArrayEquals(key.verifier(), read.verifier());
            assertEquals(key.reveal(), read.reveal());
        }
    }

    @Test
    void shouldReadIdAndSecret() throws Exception
    {
        final ApiKey key = ApiKey.parse(TEXT).orElseThrow();
        assertEquals(0x00ff00ff00ff00ffL, key.id());
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes(0x40)), key.verifier());
        assertEquals(TEXT, key.reveal());
    }

    @Test
    void shouldDrawAnotherKeyEachTime()
    {
        final SecureRandom random = new SecureRandom();
        final ApiKey one = ApiKey.generate(random);
        final ApiKey other = ApiKey.generate(random);
        assertNotEquals(one.id(), other.id());
        assertFalse(Arrays.equals(one.verifier(), other.verifier()));
    }

    @Test
    void shouldNeverHoldTheSecretInItsText()
    {
        final ApiKey key = ApiKey.parse(TEXT).orElseThrow();
        assertEquals("suuupra_00ff00ff00ff00ff", key.toString());
        assertFalse(key.toString().contains(SECRET));
        assertFalse(key.toString().contains(HexFormat.of().formatHex(key.verifier())));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "suuupra_",
        "suuupra_00ff00ff00ff00ff",
        "suuupra_00ff00ff00ff00ff_",
        "suuupra_00ff00ff00ff00f_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra_00ff00ff00ff00fg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra-00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra_00ff00ff00ff00ff-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AA",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "suuupra_00ff00ff00ff00ff_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "suuupra_0000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        " suuupra_00ff00ff00ff00f_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldRefuseTextThatIsNoKey(final String text)
    {
        assertTrue(ApiKey.parse(text).isEmpty());
    }

    @Test
    void shouldProveByHmacOverLabelNoncesAndClaims() throws Exception
    {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(1), "HmacSHA256"));
        mac.update("suuupra client proof".getBytes(US_ASCII));
        mac.update(bytes(2));
        mac.update(bytes(3));
        mac.update(HexFormat.of().parseHex("080706050403020118171615141312112827262524232221"));
        assertArrayEquals(mac.doFinal(), ApiKey.clientProof(
            bytes(1), bytes(2), bytes(3), 0x0102030405060708L, 0x1112131415161718L, 0x2122232425262728L));

        mac.update("suuupra server proof".getBytes(US_ASCII));
        mac.update(bytes(3));
        mac.update(bytes(2));
        assertArrayEquals(mac.doFinal(), ApiKey.serverProof(bytes(1), bytes(2), bytes(3)));
    }

    @Test
    void shouldChangeClientProofWithEveryBitOfEveryInput()
    {
        final byte[] proof = ApiKey.clientProof(bytes(1), bytes(2), bytes(3), 4, 5, 6);
        for (int bit = 0; bit < 256; bit++)
        {
            assertDiffers(proof, ApiKey.clientProof(flipped(1, bit), bytes(2), bytes(3), 4, 5, 6));
            assertDiffers(proof, ApiKey.clientProof(bytes(1), flipped(2, bit), bytes(3), 4, 5, 6));
            assertDiffers(proof, ApiKey.clientProof(bytes(1), bytes(2), flipped(3, bit), 4, 5, 6));
        }
        for (int bit = 0; bit < 64; bit++)
        {
            assertDiffers(proof, ApiKey.clientProof(bytes(1), bytes(2), bytes(3), 4 ^ 1L << bit, 5, 6));
            assertDiffers(proof, ApiKey.clientProof(bytes(1), bytes(2), bytes(3), 4, 5 ^ 1L << bit, 6));
            assertDiffers(proof, ApiKey.clientProof(bytes(1), bytes(2), bytes(3), 4, 5, 6 ^ 1L << bit));
        }
    }

    @Test
    void shouldChangeServerProofWithEveryBitOfEveryInput()
    {
        final byte[] proof = ApiKey.serverProof(bytes(1), bytes(2), bytes(3));
        for (int bit = 0; bit < 256; bit++)
        {
            assertDiffers(proof, ApiKey.serverProof(flipped(1, bit), bytes(2), bytes(3)));
            assertDiffers(proof, ApiKey.serverProof(bytes(1), flipped(2, bit), bytes(3)));
            assertDiffers(proof, ApiKey.serverProof(bytes(1), bytes(2), flipped(3, bit)));
        }
        assertDiffers(proof, ApiKey.serverProof(bytes(1), bytes(3), bytes(2)));
    }

    @Test
    void shouldCompareWholeProofs()
    {
        assertTrue(ApiKey.constantTimeEquals(bytes(1), bytes(1)));
        for (int bit = 0; bit < 256; bit++)
        {
            assertFalse(ApiKey.constantTimeEquals(bytes(1), flipped(1, bit)));
        }
        assertFalse(ApiKey.constantTimeEquals(bytes(1), Arrays.copyOf(bytes(1), 31)));
        assertFalse(ApiKey.constantTimeEquals(bytes(1), new byte[0]));
    }

    private static byte[] bytes(final int first)
    {
        final byte[] bytes = new byte[ApiKey.SECRET_LENGTH];
        for (int i = 0; i < bytes.length; i++)
        {
            bytes[i] = (byte)(first + 7 * i);
        }
        return bytes;
    }

    private static byte[] flipped(final int first, final int bit)
    {
        final byte[] bytes = bytes(first);
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return bytes;
    }

    private static void assertDiffers(final byte[] one, final byte[] other)
    {
        assertEquals(ApiKey.SECRET_LENGTH, other.length);
        assertFalse(Arrays.equals(one, other));
    }
}
