package io.parley.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.sandbox.behaviour.InvalidSetting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class FaultsTest {

    private final Faults faults = new Faults();

    @Test
    void strikesTheNextOnesOnly() {
        faults.set(plan("{'rules':[{'kind':'RESET_BEFORE','next':2}]}"));

        assertThat(draws("500001", 4)).containsExactly(true, true, false, false);
        assertThat(faults.show().rules()).singleElement().extracting("hits").isEqualTo(2L);
    }

    @Test
    void repeatsItselfForTheSameSeed() {
        var plan = plan("{'seed':7,'rules':[{'kind':'RESET_BEFORE','probability':0.5}]}");
        faults.set(plan);
        var first = draws("500001", 100);
        faults.set(plan);

        assertThat(draws("500001", 100)).isEqualTo(first).contains(true, false);
        assertThat(faults.show().seed()).isEqualTo(7);
    }

    @Test
    void showsTheSeedItChose() {
        faults.set(plan("{'rules':[{'kind':'RESET_BEFORE','probability':0.5}]}"));
        var first = draws("500001", 100);
        faults.set(plan("{'seed':" + faults.show().seed() + ",'rules':[{'kind':'RESET_BEFORE','probability':0.5}]}"));

        assertThat(draws("500001", 100)).isEqualTo(first);
    }

    @Test
    void sparesOtherNumbersAndOtherDoors() {
        faults.set(plan("{'rules':[{'kind':'RESET_BEFORE','phoneNumberId':'500001'}]}"));

        assertThat(draws("500002", 1)).containsExactly(false);
        assertThat(faults.draw(FaultDoor.LOOKUP, "500001")).isEmpty();
        assertThat(draws("500001", 1)).containsExactly(true);
    }

    @Test
    void letsTheNextRuleTryWhenTheFirstIsSpent() {
        faults.set(plan("{'rules':[{'kind':'RESET_BEFORE','next':1},{'kind':'GARBAGE'}]}"));

        assertThat(faults.draw(FaultDoor.SEND, "500001")).map(FaultRule::kind).contains(FaultKind.RESET_BEFORE);
        assertThat(faults.draw(FaultDoor.SEND, "500001")).map(FaultRule::kind).contains(FaultKind.GARBAGE);
    }

    @Test
    void neverShufflesIntoTheOldOrder() {
        for (int round = 0; round < 50; round++) {
            assertThat(faults.shuffled(3)).isNotEqualTo(List.of(0, 1, 2)).containsExactlyInAnyOrder(0, 1, 2);
            assertThat(faults.shuffled(2)).containsExactly(1, 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | kind",
                "{'kind':'ERROR'} | code",
                "{'kind':'HANG'} | seconds",
                "{'kind':'SLOW','seconds':-1} | seconds",
                "{'kind':'GARBAGE','probability':1.5} | probability",
                "{'kind':'GARBAGE','probability':0.5,'next':1} | next",
                "{'kind':'GARBAGE','next':0} | next",
                "{'kind':'GARBAGE','httpStatus':99} | httpStatus",
                "{'kind':'RESET_BEFORE','when':'BEFORE'} | when",
                "{'kind':'RESET_AFTER_ACCEPT','on':'LOOKUP'} | on",
            })
    void refusesRulesThatCannotBeMeant(String rule, String field) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> plan("{'rules':[" + rule + "]}"))
                .havingRootCause()
                .isInstanceOfSatisfying(
                        InvalidSetting.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    private List<Boolean> draws(String number, int times) {
        var struck = new ArrayList<Boolean>();
        for (int i = 0; i < times; i++) {
            struck.add(faults.draw(FaultDoor.SEND, number).isPresent());
        }
        return struck;
    }

    private static FaultPlan plan(String json) {
        return new JsonMapper().readValue(json.replace('\'', '"'), FaultPlan.class);
    }
}
