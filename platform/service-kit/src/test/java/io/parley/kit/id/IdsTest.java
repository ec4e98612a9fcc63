package io.parley.kit.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void derivesTheSameIdFromTheSameParts() {
        assertThat(Ids.derived("message", "a", 1)).isEqualTo(Ids.derived("message", "a", "1"));
        assertThat(Ids.derived("message", "a").version()).isEqualTo(5);
    }

    @Test
    void keepsPartsApart() {
        assertThat(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
        assertThat(Ids.derived("a:1")).isNotEqualTo(Ids.derived("a", "1"));
    }

    @Test
    void makesNewIdsInTheOrderOfTime() {
        var ids = new Ids();

        var made = Stream.generate(ids::next).limit(1_000).map(Object::toString).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(ids.next().version()).isEqualTo(7);
    }
}
