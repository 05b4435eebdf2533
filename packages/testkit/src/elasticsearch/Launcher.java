import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs one Elasticsearch node from the jars on the class path. Arguments are settings, `name=value`. The node ends when
 * standard input closes, and so never outlives the process that started it.
 */
public final class Launcher {
    public static void main(String[] arguments) throws Exception {
        Settings.Builder builder = Settings.builder();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            builder.put(parts[0], parts[1]);
        }
        Settings settings = builder.build();
        LogConfigurator.configureWithoutConfig(settings);
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> settings.get("node.name"));
        PluginsLoader loader = PluginsLoader.createPluginsLoader(
            bundles("loadModulesBundles", environment.modulesDir()),
            bundles("loadPluginsBundles", environment.pluginsDir()),
            Map.of(),
            false);
        Node node = new Node(environment, loader);
        node.start();
        while (System.in.read() != -1) {
            // Only the end of the input matters.
        }
        node.close();
        System.exit(0);
    }

    /** Elasticsearch 9 added a second parameter to these methods. */
    private static Set<?> bundlesOf(Method method, Path folder) throws ReflectiveOperationException {
        return (Set<?>) (method.getParameterCount() == 1 ? method.invoke(null, folder) : method.invoke(null, folder, false));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Set bundles(String name, Path folder) throws Exception {
        Method method = Arrays.stream(PluginsLoader.class.getMethods())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
        try {
            return bundlesOf(method, folder);
        } catch (InvocationTargetException failure) {
            throw (Exception) failure.getCause();
        }
    }
}
