package io.suuupra.codecs.upi;

import io.suuupra.codecs.edge.upi.BadLinkException;
import io.suuupra.codecs.edge.upi.Rupees;
import io.suuupra.codecs.edge.upi.UpiLink;
import io.suuupra.codecs.edge.upi.UpiText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Links: what is written is read back, and what nobody should have written is refused by name. */
class UpiLinkTest
{
    private static final String SHOP = "upi://pay?pa=shop@beta&pn=Shop";

    private static Map<String, String> shop(final String... more)
    {
        final Map<String, String> parameters = new LinkedHashMap<>(Map.of("pa", "shop@beta", "pn", "Shop"));
        for (int i = 0; i < more.length; i += 2)
        {
            parameters.put(more[i], more[i + 1]);
        }
        return parameters;
    }

    private static KeyPair keys(final String algorithm, final int size) throws GeneralSecurityException
    {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    @Test
    void shouldWriteParametersInTheOrderOfTheSpecification()
    {
        assertEquals("upi://pay?pa=shop@beta&pn=Shop&mc=5411&tr=ORDER17&tn=Tea%20and%20sugar&am=499.00&cu=INR&mode=01",
            UpiLink.of(shop("mode", "01", "am", "499.00", "tn", "Tea and sugar", "tr", "ORDER17", "mc", "5411"))
                .toString());
    }

    @Test
    void shouldReadBackWhatItWrote()
    {
        final UpiLink link = UpiLink.of(shop("pn", "Café & Söhne, 100% / चाय+", "am", "0.01",
            "url", "https://beta.example/?a=b&c=d"));
        assertTrue(link.toString().chars().allMatch(c -> c > ' ' && c < 127), link.toString());
        final UpiLink read = UpiLink.parse(link.toString());
        assertEquals(link, read);
        assertEquals(link.parameters(), read.parameters());
        assertEquals("Café & Söhne, 100% / चाय+", read.payeeName());
        assertEquals("shop@beta", read.payeeAddress());
        assertEquals(OptionalLong.of(1), read.amount());
    }

    @Test
    void shouldKnowStaticFromDynamic()
    {
        assertEquals(OptionalLong.empty(), UpiLink.of(shop()).amount());
        assertFalse(UpiLink.of(shop()).isDynamic());
        assertFalse(UpiLink.of(shop("am", "1.00")).isDynamic());
        assertFalse(UpiLink.of(shop("tr", "ORDER17")).isDynamic());
        assertTrue(UpiLink.of(shop("am", "1.00", "tr", "ORDER17")).isDynamic());
    }

    @Test
    void shouldTakeTheSchemeInWhateverCase()
    {
        assertEquals("Shop", UpiLink.parse("UPI://PAY?pa=shop@beta&pn=Shop").payeeName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "pay?pa=shop@beta&pn=Shop; ''",
        "http://pay?pa=shop@beta&pn=Shop; ''",
        "upi://mandate?pa=shop@beta&pn=Shop; ''",
        "upi://pay?; ''",
        "upi://pay?pa=shop@beta; pn",
        "upi://pay?pn=Shop; pa",
        "upi://pay?pa=shop&pn=Shop; pa",
        "upi://pay?pa=shop@be@ta&pn=Shop; pa",
        "upi://pay?pa=sh%C3%B6p@beta&pn=Shop; pa",
        "upi://pay?pa=shop@beta&pn=; pn",
        "upi://pay?pa=shop@beta&pn=%20; pn",
        "upi://pay?pa=shop@beta&pn=a%00b; pn",
        "upi://pay?pa=shop@beta&pn=a+b; pn",
        "upi://pay?pa=shop@beta&pn=a b; pn",
        "upi://pay?pa=shop@beta&pn=Söhne; pn",
        "upi://pay?pa=shop@beta&pn=%C3; pn",
        "upi://pay?pa=shop@beta&pn=%ED%A0%80; pn",
        "upi://pay?pa=shop@beta&pn=%C0%AF; pn",
        "upi://pay?pa=shop@beta&pn=%; pn",
        "upi://pay?pa=shop@beta&pn=%2; pn",
        "upi://pay?pa=shop@beta&pn=%2G; pn",
        "upi://pay?pa=shop@beta&pn=a#b; pn",
        "upi://pay?pa=shop@beta&pn=Shop&; ''",
        "upi://pay?pa=shop@beta&&pn=Shop; ''",
        "upi://pay?pa=shop@beta&pn; ''",
        "upi://pay?pa=shop@beta&pn=Shop&pa=thief@beta; pa",
        "upi://pay?pa=shop@beta&pn=Shop&PA=thief@beta; PA",
        "upi://pay?pa=shop@beta&pn=Shop&foo=1; foo",
        "upi://pay?pa=shop@beta&pn=Shop&p%61=thief@beta; p%61",
        "upi://pay?pa=shop@beta&pn=Shop&am=499; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=499.0; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=499.000; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=0.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=-1.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=01.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=1,000.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=1e2.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=.50; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=%D9%A1.00; am",
        "upi://pay?pa=shop@beta&pn=Shop&am=99999999999999999.99; am",
        "upi://pay?pa=shop@beta&pn=Shop&mam=1.00; mam",
        "upi://pay?pa=shop@beta&pn=Shop&am=1.00&mam=1.01; mam",
        "upi://pay?pa=shop@beta&pn=Shop&cu=USD; cu",
        "upi://pay?pa=shop@beta&pn=Shop&mc=541; mc",
        "upi://pay?pa=shop@beta&pn=Shop&tid=T-1; tid",
        "upi://pay?pa=shop@beta&pn=Shop&tr=123456789012345678901234567890123456; tr",
        "upi://pay?pa=shop@beta&pn=Shop&tn=what%3F; tn",
        "upi://pay?pa=shop@beta&pn=Shop&url=javascript:alert; url",
        "upi://pay?pa=shop@beta&pn=Shop&url=https://a-name-that-is-far-too-long.example/; url",
        "upi://pay?pa=shop@beta&pn=Shop&mode=1; mode",
        "upi://pay?pa=shop@beta&pn=Shop&purpose=000; purpose",
        "upi://pay?pa=shop@beta&pn=Shop&orgid=1; orgid",
        "upi://pay?pa=shop@beta&pn=Shop&sign=short; sign",
        "upi://pay?pa=shop@beta&sign=MEUCIQDXk0kzv7o6cJm0Wl0c5o3l2m3S&pn=Shop; sign"})
    void shouldNameWhatIsWrong(final String link, final String field)
    {
        assertEquals(field, assertThrows(BadLinkException.class, () -> UpiLink.parse(link)).field());
    }

    @Test
    void shouldRefuseWhatIsTooLong()
    {
        final String name = "चाय".repeat(33);
        assertEquals(99, name.length());
        final String local = "a".repeat(UpiLink.LENGTH_MAX);
        assertEquals(name, UpiLink.of(shop("pn", name)).payeeName());
        assertEquals("pn", assertThrows(BadLinkException.class, () -> UpiLink.of(shop("pn", name + "a"))).field());
        assertEquals("", assertThrows(BadLinkException.class, () -> UpiLink.parse(SHOP + local)).field());
        assertEquals("", assertThrows(BadLinkException.class,
            () -> UpiLink.of(shop("pn", name, "sign", "A".repeat(700)))).field());
    }

    @ParameterizedTest
    @CsvSource({ "EC,256", "EC,384", "RSA,2048", "RSA,4096" })
    void shouldSignAndProve(final String algorithm, final int size) throws GeneralSecurityException
    {
        final KeyPair keys = keys(algorithm, size);
        final UpiLink link = UpiLink.of(shop("am", "499.00", "tr", "ORDER17"));
        assertFalse(link.isSigned());
        assertFalse(link.isSignedBy(keys.getPublic()));
        final UpiLink signed = link.sign(keys.getPrivate());
        final UpiLink read = UpiLink.parse(signed.toString());
        assertTrue(read.isSignedBy(keys.getPublic()));
        assertFalse(read.isSignedBy(keys(algorithm, size).getPublic()));
        assertEquals(link.toString(), signed.toString().substring(0, signed.toString().indexOf("&sign=")));
        // Signed anew, not twice.
        assertTrue(signed.sign(keys.getPrivate()).isSignedBy(keys.getPublic()));
        // And by other means than its own.
        final Signature other = Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        other.initVerify(keys.getPublic());
        other.update(link.toString().getBytes(US_ASCII));
        assertTrue(other.verify(Base64.getDecoder().decode(read.parameters().get("sign"))));
    }

    @Test
    void shouldNotProveWhatWasChanged() throws GeneralSecurityException
    {
        final KeyPair keys = keys("EC", 256);
        final String signed = UpiLink.of(shop("am", "499.00")).sign(keys.getPrivate()).toString();
        for (final String change : new String[]{ "499.00 498.00", "shop@ thief@", "pn=S pn=%53" })
        {
            final String changed = signed.replace(change.split(" ")[0], change.split(" ")[1]);
            assertFalse(changed.equals(signed));
            assertFalse(UpiLink.parse(changed).isSignedBy(keys.getPublic()), changed);
        }
        final PublicKey another = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        assertThrows(IllegalArgumentException.class, () -> UpiLink.parse(signed).isSignedBy(another));
    }

    @Test
    void shouldTakeASignatureWhosePlusWasLeftAsItIs() throws GeneralSecurityException
    {
        final KeyPair keys = keys("EC", 256);
        // Three signatures of four have one; that none of a hundred has does not happen.
        final UpiLink signed = Stream.generate(() -> UpiLink.of(shop()).sign(keys.getPrivate()))
            .limit(100).filter(link -> link.toString().contains("%2B")).findFirst().orElseThrow();
        final String plain = signed.toString().replace("%2B", "+").replace("%3D", "=");
        assertTrue(UpiLink.parse(plain).isSignedBy(keys.getPublic()));
    }

    @ParameterizedTest
    @CsvSource({ "0.00,0", "0.01,1", "0.09,9", "0.10,10", "1.00,100", "499.00,49900", "499.05,49905",
        "9999999999999999.99,999999999999999999" })
    void shouldConvertRupeesExactly(final String rupees, final long paise)
    {
        assertEquals(paise, Rupees.toPaise(rupees));
        assertEquals(rupees, Rupees.ofPaise(paise));
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, UpiText.AMOUNT_MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE })
    void shouldRefusePaiseThatNoLinkCanName(final long paise)
    {
        assertThrows(IllegalArgumentException.class, () -> Rupees.ofPaise(paise));
    }
}
