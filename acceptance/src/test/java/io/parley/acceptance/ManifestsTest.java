package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.parley.contract.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** The manifests are what Kubernetes knows, to the letter, and fit together. */
class ManifestsTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", io.fabric8.kubernetes.api.model.Service.class,
            "apps/v1/Deployment", Deployment.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "networking.k8s.io/v1/Ingress", Ingress.class);

    /** What operators add to a cluster; of these only the outermost is looked at. */
    private static final Set<String> OF_OPERATORS = Set.of(
            "keda.sh/v1alpha1/ScaledObject",
            "postgresql.cnpg.io/v1/Cluster",
            "kafka.strimzi.io/v1beta2/Kafka",
            "kafka.strimzi.io/v1beta2/KafkaNodePool");

    /** Kubernetes' own classes take whatever they do not know; here that is a mistake. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated annotated) {
                    return false;
                }
            })
            .build();

    static Stream<JsonNode> resources() {
        return Repository.files("deploy/kubernetes", ".yaml").stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> Repository.yaml(file).stream());
    }

    static Stream<Path> kustomizations() {
        return Repository.files("deploy/kubernetes", "kustomization.yaml").stream();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void consistOfWhatKubernetesKnows(JsonNode resource) {
        var kind = kind(resource);
        if (OF_OPERATORS.contains(kind)) {
            assertThat(resource.propertyNames()).containsExactlyInAnyOrder("apiVersion", "kind", "metadata", "spec");
            return;
        }
        assertThat(KINDS).containsKey(kind);

        var read = STRICT.treeToValue(resource, KINDS.get(kind));

        assertThat(read.getMetadata().getName()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void nameOnlyFilesThatAreThere(Path kustomization) {
        var document = Repository.yaml(kustomization).getFirst();

        for (var list : List.of("resources", "components")) {
            document.path(list)
                    .forEach(name -> assertThat(Files.exists(kustomization.resolveSibling(name.stringValue())))
                            .as(name.stringValue())
                            .isTrue());
        }
        if (kustomization.endsWith("base/kustomization.yaml")) {
            var named = new HashSet<Path>();
            document.path("resources").forEach(name -> named.add(kustomization.resolveSibling(name.stringValue())));
            named.add(kustomization);
            assertThat(named).containsExactlyInAnyOrderElementsOf(Repository.files("deploy/kubernetes/base", ".yaml"));
        }
    }

    @Test
    void runEveryServiceWithProbesLimitsAndNoRights() {
        var deployments = resources()
                .filter(resource -> kind(resource).endsWith("/Deployment"))
                .map(resource -> STRICT.treeToValue(resource, Deployment.class))
                .toList();

        assertThat(deployments.stream().map(one -> one.getMetadata().getName()))
                .containsExactlyInAnyOrderElementsOf(Modules.SERVICES);
        for (var deployment : deployments) {
            var pod = deployment.getSpec().getTemplate().getSpec();
            var container = pod.getContainers().getFirst();
            assertThat(container.getImage())
                    .isEqualTo("parley/" + deployment.getMetadata().getName());
            assertThat(container.getReadinessProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getStartupProbe()).isNotNull();
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        }
        assertThat(names("PodDisruptionBudget")).containsAll(Modules.SERVICES);
        assertThat(names("Service")).containsAll(Modules.SERVICES);
    }

    @Test
    void holdNoSecretAndReferToOne() {
        assertThat(resources().map(ManifestsTest::kind)).doesNotContain("v1/Secret");
        resources()
                .filter(resource -> kind(resource).endsWith("/Deployment"))
                .flatMap(resource -> STRICT
                        .treeToValue(resource, Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv()
                        .stream())
                .filter(variable -> variable.getName().matches(".*(SECRET|KEYSET|TOKEN|DATABASE_URL).*"))
                .forEach(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .isEqualTo("parley"));
    }

    @Test
    void denyWhatIsNotAllowed() {
        var policies = names("NetworkPolicy");

        assertThat(policies).contains("default-deny");
        assertThat(names("ScaledObject")).isSubsetOf(Modules.SERVICES);
    }

    @Test
    void scaleByGroupsAndTopicsThatThereAre() {
        resources().filter(resource -> kind(resource).endsWith("/ScaledObject")).forEach(resource -> {
            var service = resource.at("/spec/scaleTargetRef/name").stringValue();
            for (var trigger : resource.at("/spec/triggers")) {
                var group = trigger.at("/metadata/consumerGroup").asString("");
                if (!group.isEmpty() && Files.exists(Repository.ROOT.resolve(service))) {
                    Topics.named(trigger.at("/metadata/topic").stringValue());
                    assertThat(Repository.files(service + "/src/main/java", "Listener.java"))
                            .as(group)
                            .anyMatch(file -> Repository.text(file).contains('"' + group + '"'));
                }
            }
        });
    }

    private static Set<String> names(String kind) {
        var names = new TreeSet<String>();
        resources()
                .filter(resource -> kind(resource).endsWith("/" + kind))
                .forEach(resource -> names.add(resource.at("/metadata/name").stringValue()));
        return names;
    }

    private static String kind(JsonNode resource) {
        return resource.path("apiVersion").stringValue()
                + "/"
                + resource.path("kind").stringValue();
    }
}
