package dev.fleetshadow.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys go through files and stay the same key, also those that others have made. */
class SigningKeyTest {

    /** The private key of the example in RFC 8410, section 10.3, as OpenSSL writes it, and its public key of 10.1. */
    private static final String FOREIGN = """
            Bag Attributes: none
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String FOREIGN_PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    @Test
    void aKeyThatWasWrittenIsReadAsTheSame() {
        SigningKey key = SigningKey.generate();
        SigningKey read = SigningKey.parse(key.text());
        assertThat(read.verifying().id()).isEqualTo(key.verifying().id());
        assertThat(read.sign("message")).isEqualTo(key.sign("message"));
        VerifyingKey verifying = VerifyingKey.parse(key.verifying().text());
        assertThat(verifying.id()).isEqualTo(key.verifying().id());
        assertThat(new TrustedKeys(List.of(verifying)).refusal("message", read.sign("message")))
                .isEmpty();
    }

    @Test
    void theKeyOfTheStandardIsReadWithItsPublicPart() {
        SigningKey key = SigningKey.parse(FOREIGN);
        VerifyingKey known = VerifyingKey.parse(FOREIGN_PUBLIC);
        assertThat(key.verifying().text()).isEqualTo(known.text());
        assertThat(new TrustedKeys(List.of(known)).refusal("message", key.sign("message")))
                .isEmpty();
        assertThat(new TrustedKeys(List.of(known)).refusal("massage", key.sign("message")))
                .isPresent();
    }

    @Test
    void keysDifferAndSoDoTheirNames() {
        Set<String> ids = IntStream.range(0, 100)
                .mapToObj(i -> SigningKey.generate().verifying().id())
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(100).allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void whatIsNoKeySaysHowToMakeOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse("hello"))
                .withMessage("there is no '-----BEGIN PRIVATE KEY-----' in it; make keys with `fleet-shadow keys new`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(FOREIGN_PUBLIC))
                .withMessageContaining("BEGIN PRIVATE KEY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifyingKey.parse(FOREIGN))
                .withMessageContaining("BEGIN PUBLIC KEY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.parse(FOREIGN.replace("MC4CAQ", "MC4CAg")))
                .withMessage("it is no private key for Ed25519; make one with `fleet-shadow keys new`");
    }

    @Test
    void someKeyMustBeTrustedButNotAnyNumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedKeys(List.of()));
        List<VerifyingKey> many = IntStream.rangeClosed(0, TrustedKeys.MOST_KEYS)
                .mapToObj(i -> SigningKey.generate().verifying())
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedKeys(many));
    }
}
