package io.parley.template.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.kit.json.Json;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'type':'body','text':'Hi {{1}}, code {{2}} ok.'}]",
                "[{'type':'HEADER','format':'TEXT','text':'Order {{order_no}}'},{'type':'BODY','text':'Hi {{first_name}}, thanks.'}]",
                "[{'type':'HEADER','format':'LOCATION'},{'type':'BODY','text':'Here we are'}]",
                "[{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::aW']}},{'type':'BODY','text':'Look'},{'type':'FOOTER','text':'Ada Ltd'}]",
                "[{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Stop'},{'type':'URL','text':'Track','url':'https://x.io/t/{{1}}','example':['A-1']},{'type':'PHONE_NUMBER','text':'Call','phone_number':'+442079460123'}]}]",
                "[{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'COPY_CODE','example':'SAVE10'},{'type':'FLOW','text':'Book','flow_id':'321','flow_action':'navigate','navigate_screen':'START'},{'type':'CATALOG','text':'View catalog'}]}]",
                "[{'type':'BODY','text':'Sale'},{'type':'LIMITED_TIME_OFFER','limited_time_offer':{'text':'Ends soon','has_expiration':true}}]",
                "[{'type':'BODY','text':'Cards'},{'type':'CAROUSEL','cards':[{'components':[{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::a']}},{'type':'BODY','text':'One'}]},{'components':[{'type':'HEADER','format':'IMAGE','example':{'header_handle':['4::b']}},{'type':'BODY','text':'Two'}]}]}]"
            })
    void takesWhatWhatsAppTakes(String components) {
        assertThat(Draft.read(request("MARKETING", components)).category()).isEqualTo("MARKETING");
    }

    @Test
    void makesUpTheExamplesThatAreMissing() {
        var named = Draft.read(request("UTILITY", "[{'type':'BODY','text':'Hi {{first_name}}, thanks.'}]"));

        assertThat(named.form().parameterFormat()).isEqualTo(ParameterFormat.NAMED);
        assertThat(named.form().components().path(0).path("example").toString())
                .isEqualTo("{\"body_text_named_params\":[{\"param_name\":\"first_name\",\"example\":\"first name\"}]}");
    }

    @Test
    void takesACodeWithoutAnyTextOfOnesOwn() {
        Draft.read(request(
                "AUTHENTICATION",
                "[{'type':'BODY','add_security_recommendation':true},{'type':'FOOTER','code_expiration_minutes':5},"
                        + "{'type':'BUTTONS','buttons':[{'type':'OTP','otp_type':'COPY_CODE','text':'Copy code'}]}]"));
        assertThatThrownBy(() -> Draft.read(request("AUTHENTICATION", "[{'type':'BODY','text':'Your code'}]")))
                .hasMessageStartingWith("components[0].text: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        [{'type':'HEADER','format':'TEXT','text':'Hi'}]                                | components
        [{'type':'BODY'}]                                                              | components[0].text
        [{'type':'BODY','text':'Hi {{1}} and {{3}} there'}]                            | components[0].text
        [{'type':'BODY','text':'{{1}} is here'}]                                       | components[0].text
        [{'type':'BODY','text':'Hi {{1}} {{2}} there'}]                                | components[0].text
        [{'type':'BODY','text':'Hi {{1}} and {{name}} there'}]                         | components[0].text
        [{'type':'BODY','text':'Hi {{1} there'}]                                       | components[0].text
        [{'type':'BODY','text':'Hi {{1}} x','example':{'body_text':[['a','b']]}}]      | components[0].example.body_text[0]
        [{'type':'BODY','text':'Hi','colour':'red'}]                                   | components[0].colour
        [{'type':'BODY','text':'Hi'},{'type':'BODY','text':'Ho'}]                      | components[1].type
        [{'type':'BODY','text':'Hi'},{'type':'SIDEBAR'}]                               | components[1].type
        [{'type':'BODY','text':'Hi'},{'type':'HEADER','format':'IMAGE'}]               | components[1].example.header_handle
        [{'type':'BODY','text':'Hi'},{'type':'HEADER','format':'TEXT','text':'{{1}} {{2}}'}] | components[1].text
        [{'type':'BODY','text':'Hi'},{'type':'FOOTER','text':'By {{1}}'}]              | components[1].text
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[]}]                  | components[1].buttons
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'much too long for any button'}]}] | components[1].buttons[0].text
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'URL','text':'Go','url':'https://x.io/{{1}}/y'}]}] | components[1].buttons[0].url
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'URL','text':'Go','url':'ftp://x.io'}]}] | components[1].buttons[0].url
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'PHONE_NUMBER','text':'A','phone_number':'+441'},{'type':'PHONE_NUMBER','text':'B','phone_number':'+442'}]}] | components[1].buttons[1].type
        [{'type':'BODY','text':'Hi'},{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'A'},{'type':'CATALOG','text':'C'},{'type':'QUICK_REPLY','text':'B'}]}] | components[1].buttons
        [{'type':'BODY','text':'Hi'},{'type':'CAROUSEL','cards':[{'components':[]}]}]   | components[1].cards
        [{'type':'BODY','text':'Hi'},{'type':'LIMITED_TIME_OFFER','limited_time_offer':{'text':'Ends much too soon for us'}}] | components[1].limited_time_offer.text
        {'type':'BODY'}                                                                | components""")
    void namesTheFieldThatIsWrong(String components, String field) {
        assertThatThrownBy(() -> Draft.read(request("MARKETING", components)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problems())
                                .extracting(FieldProblem::field)
                                .contains(field));
    }

    @ParameterizedTest
    @CsvSource({
        "Welcome, MARKETING, en, name",
        "welcome, ADVERT, en, category",
        "welcome, MARKETING, english, language",
        "welcome, MARKETING, xx, language"
    })
    void namesWhatIsWrongWithTheTemplateItself(String name, String category, String language, String field) {
        var components = Json.events().readTree("[{\"type\":\"BODY\",\"text\":\"Hi\"}]");

        assertThatThrownBy(
                        () -> Draft.read(new TemplateRequest(name, category, language, components, null, null, null)))
                .hasMessageStartingWith(field + ": ");
    }

    @Test
    void takesLanguagesAndCategoriesAsPeopleWriteThem() {
        var components = Json.events().readTree("[{\"type\":\"BODY\",\"text\":\"Hi\"}]");

        var draft = Draft.read(new TemplateRequest("hi", "utility", "pt-br", components, null, null, null));

        assertThat(draft.language()).isEqualTo("pt_BR");
        assertThat(draft.category()).isEqualTo("UTILITY");
    }

    private static TemplateRequest request(String category, String components) {
        return new TemplateRequest(
                "welcome", category, "en", Json.events().readTree(components.replace('\'', '"')), null, null, null);
    }
}
