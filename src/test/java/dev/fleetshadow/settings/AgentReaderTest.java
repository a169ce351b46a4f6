package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.AllowedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An agent starts with a configuration that is right as a whole, or says all that is wrong with it. */
class AgentReaderTest {

    private static final String BROKERS = "brokers: {bootstrap-servers: 'kafka:9092'}\n";

    @Test
    void theExampleCanBeUsedAsItIs() throws IOException {
        AgentSettings settings = read(Files.readString(Path.of("scripts/agent.example.yaml")));
        assertThat(settings.resource().id()).isEqualTo("web-042");
        assertThat(settings.services()).extracting(WatchedService::name).containsExactly("checkout", "sidecar");
        assertThat(settings.sources()).hasSize(2);
        assertThat(settings.limits()).hasSize(2);
        assertThat(settings.orders().unsigned()).isFalse();
        assertThat(settings.orders().actions())
                .extracting(AllowedAction::id)
                .containsExactly("restart-service", "rotate-logs", "shrink-cache");
        AllowedAction restart = settings.orders().actions().get(0);
        assertThat(restart.call(Map.of("service", "checkout.service")).arguments())
                .containsExactly("systemctl", "restart", "checkout.service");
        assertThat(restart.call(Map.of("service", "sshd.service")).problem()).contains("is none of");
        assertThat(settings.orders().actions().get(2).call(Map.of()).arguments())
                .containsExactly("/usr/local/bin/cachectl", "shrink");
    }

    @Test
    void whatIsNotWrittenHasItsUsualValue() {
        AgentSettings settings = read(BROKERS);
        assertThat(settings.resource().id()).isEqualTo("this-host");
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.directory()).isEqualTo(Path.of("/var/lib/fleet-shadow-agent"));
        assertThat(settings.bufferBytes()).isEqualTo(64 << 20);
        assertThat(settings.kafka().topicPrefix()).isEqualTo("fleet.");
        assertThat(settings.limits()).hasSize(3);
        assertThat(settings.orders()).isEqualTo(new AgentSettings.Orders(List.of(), null, false, 8, 64 << 10));
    }

    @Test
    void actionsNeedKeysOrTheWordThatNoneAreAskedFor() {
        String actions = BROKERS + "actions: [{id: note, run: [/bin/true]}]\n";
        assertThatThrownBy(() -> read(actions))
                .hasMessageContaining("trusted-keys")
                .hasMessageContaining("accept-unsigned");
        assertThatThrownBy(() -> read(actions + "commands: {trusted-keys: /keys, accept-unsigned: true}\n"))
                .hasMessageContaining("trusted-keys");
        assertThat(read(actions + "commands: {accept-unsigned: true}\n")
                        .orders()
                        .unsigned())
                .isTrue();
        assertThat(read(actions + "commands: {trusted-keys: /keys}\n").orders().trustedKeys())
                .isEqualTo(Path.of("/keys"));
    }

    @Test
    void everyProblemIsToldAtOnceWithItsLineItsValueAndARemedy() {
        String yaml = """
                brokers: {bootstrap-servers: 'kafka:9092', properties: {acks: '0'}}
                interval: PT0.1S
                buffer-bytes: 1
                colour: blue
                services:
                  - {name: a, unit: nginx}
                  - {name: b}
                metrics:
                  - {name: far, url: 'http://example.org/metrics'}
                commands: {trusted-keys: /keys, queue: 1000}
                actions:
                  - {id: one, run: ['{program}']}
                  - {id: two, run: [/bin/echo, '{a}'], parameters: {b: {}}}
                  - {id: two, run: [/bin/echo, '{a}'], parameters: {a: {matches: '('}}}
                  - {id: four, run: [/bin/echo, '{a}'], parameters: {a: {least: 5, most: 1}}}
                """;
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "acks",
                        "PT0.1S",
                        "buffer-bytes",
                        "colour",
                        "nginx",
                        "pid-file",
                        "example.org",
                        "queue",
                        "{program}",
                        "names in braces: a",
                        "allowed twice",
                        "regular expression",
                        "write at least 5",
                        "line 2",
                        "line 12");
    }

    @Test
    void aParameterWithoutARuleOfItsOwnHasTheUsualOne() {
        AllowedAction action = read(BROKERS
                        + "commands: {trusted-keys: /keys}\n"
                        + "actions: [{id: note, run: [/bin/echo, '{a}'], parameters: {a: {}}}]\n")
                .orders()
                .actions()
                .get(0);
        assertThat(action.call(Map.of("a", "checkout")).problem()).isNull();
        assertThat(action.call(Map.of("a", "$(reboot)")).problem()).contains("does not match");
    }

    private static AgentSettings read(String yaml) {
        return AgentReader.read("agent.yaml", yaml, "this-host");
    }
}
