package dev.fleetshadow;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** Catches misspelt keys and values in configuration files, because Flink silently ignores a key it does not know. */
final class FlinkOptions {

    private static final String OWN_PREFIX = "fleet-shadow.";

    private static final List<Class<?>> DECLARED_IN = List.of(
            BlobServerOptions.class,
            CheckpointingOptions.class,
            ClusterOptions.class,
            CoreOptions.class,
            DeploymentOptions.class,
            ExecutionOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            NettyShuffleEnvironmentOptions.class,
            PipelineOptions.class,
            ResourceManagerOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            RocksDBConfigurableOptions.class,
            RocksDBNativeMetricOptions.class,
            RocksDBOptions.class,
            RpcOptions.class,
            SecurityOptions.class,
            StateBackendOptions.class,
            StateRecoveryOptions.class,
            TaskManagerOptions.class,
            WebOptions.class);

    private FlinkOptions() {}

    /** One sentence for each entry that this version of Flink does not know or cannot read. */
    static List<String> problemsOf(Configuration configuration) {
        Map<String, ConfigOption<?>> known = known();
        return configuration.keySet().stream()
                .filter(key -> !key.startsWith(OWN_PREFIX))
                .sorted()
                .flatMap(key -> problemOf(key, known.get(key), configuration).stream())
                .toList();
    }

    private static List<String> problemOf(String key, ConfigOption<?> option, Configuration configuration) {
        if (option == null) {
            return List.of(key + " is not an option of Flink");
        }
        try {
            configuration.get(option);
            return List.of();
        } catch (IllegalArgumentException unreadable) {
            return List.of(unreadable.getMessage());
        }
    }

    /** By current key: deprecated ones do not count. */
    private static Map<String, ConfigOption<?>> known() {
        Map<String, ConfigOption<?>> options = new TreeMap<>();
        for (Class<?> declaring : DECLARED_IN) {
            for (Field field : declaring.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    ConfigOption<?> option = valueOf(field);
                    options.put(option.key(), option);
                }
            }
        }
        return options;
    }

    private static ConfigOption<?> valueOf(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException notPublic) {
            throw new IllegalStateException(notPublic);
        }
    }
}
