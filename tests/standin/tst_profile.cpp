// Profiles, devices and their variables.
#include "../pki/x509_support.h"

#include "asn1/oids.h"
#include "standin/faults.h"
#include "standin/profile.h"

#include <QObject>

using namespace scepter;
using namespace scepter::standin;
using namespace scepter::test;

namespace {

std::string json(QByteArray text) {
    return text.replace('\'', '"').toStdString();
}

Device device() {
    Device one;
    one.id = "d1";
    one.values = {{"UserName", "Ann, the second"},
                  {"IMEINumber", "490154203237518"},
                  {"SerialNumber", "#1"},
                  {"OnPrem_Distinguished_Name", "CN=Ann,OU=Users,DC=example"}};
    return one;
}

QByteArray resolvedText(const char* text, ValueForm form = ValueForm::Plain) {
    const auto result = resolved(text, device(), form);
    return result ? toQt(*result) : "error: " + toQt(result.error().detail);
}

QByteArray errorOf(const auto& result) {
    return result ? QByteArray("none") : toQt(result.error().detail);
}

} // namespace

class TestProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void variables_areReplaced() {
        QCOMPARE(resolvedText("plain"), "plain");
        QCOMPARE(resolvedText("a{{DeviceId}}b{{ username }}"), "ad1bAnn, the second");
        QCOMPARE(resolvedText("{{IMEI}}/{{Device_IMEI}}/{{imeinumber}}"),
                 "490154203237518/490154203237518/490154203237518");
    }

    void valuesInNames_areEscaped() {
        QCOMPARE(resolvedText("CN={{UserName}}", ValueForm::NameValue), "CN=Ann\\, the second");
        QCOMPARE(resolvedText("CN={{SERIALNUMBER}}", ValueForm::NameValue), "CN=\\#1");
        QCOMPARE(resolvedText("{{OnPrem_Distinguished_Name}}", ValueForm::NameValue),
                 "CN=Ann,OU=Users,DC=example");
    }

    void missingValue_namesTheVariable() {
        QCOMPARE(resolvedText("CN={{EmailAddress}}"), "error: device d1 has no {{EmailAddress}}");
        QCOMPARE(resolvedText("CN={{Moon}}"), "error: {{Moon}} is no variable");
        QVERIFY(resolvedText("CN={{DeviceId").startsWith("error: a variable does not end"));
        QVERIFY(resolvedText("CN={DeviceId}").startsWith("error: none of"));
        QVERIFY(resolvedText("{{DeviceId}};x").startsWith("error: none of"));
    }

    void everyVariable_isKnownByItsName() {
        QVERIFY(deviceVariables().size() >= 15);
        for (const std::string& name : deviceVariables())
            QCOMPARE(deviceVariable(name), std::optional(name));
        QCOMPARE(deviceVariable("AzureADDeviceId"), std::optional<std::string>("AAD_Device_ID"));
        QVERIFY(!deviceVariable(""));
    }

    void devices_comeFromJson() {
        const auto devices = devicesFromJson(
            json("[{'DeviceId':'a','UserId':'u','IMEI':'1'},{'DeviceId':'b','DeviceName':'n'}]"));
        QVERIFY(devices);
        QCOMPARE(devices->size(), std::size_t{2});
        QCOMPARE(devices->front().userId, std::string("u"));
        QCOMPARE(devices->front().values.at("IMEINumber"), std::string("1"));
        QVERIFY(devicesFromJson(toJson(*devices)) == devices);
        QCOMPARE(errorOf(devicesFromJson(json("[{'DeviceName':'a'}]"))),
                 "device 1: \"DeviceId\" is missing");
        QCOMPARE(errorOf(devicesFromJson(json("[{'DeviceId':'a','Moon':'1'}]"))),
                 "device 1: \"Moon\" is not known");
        QCOMPARE(errorOf(devicesFromJson(json("[{'DeviceId':'a'},{'DeviceId':'a'}]"))),
                 "device a is there twice");
        QCOMPARE(errorOf(devicesFromJson(json("[1]"))), "device 1 is no JSON object");
        QCOMPARE(errorOf(devicesFromJson("{")), "it is no JSON");
    }

    void profile_comesFromJson() {
        const auto profile = profileFromJson(json(
            "{'id':'wifi','subjectName':'CN={{UserName}}','subjectAlternativeNames':"
            "[{'type':'upn','value':'{{UserPrincipalName}}'}],'keyUsage':['digitalSignature'],"
            "'keySize':4096,'extendedKeyUsage':['clientAuth'],'hashAlgorithms':['sha1','sha2'],"
            "'challengeValidity':'30m','devices':['d1']}"));
        QVERIFY(profile);
        QCOMPARE(profile->keyUsage, pki::key_usage::kDigitalSignature);
        QCOMPARE(profile->keySize, 4096U);
        QCOMPARE(profile->hashes.size(), std::size_t{4});
        QCOMPARE(profile->challengeValidity, Duration(std::chrono::minutes(30)));
        QVERIFY(profile->isFor("d1") && !profile->isFor("d2"));
        QVERIFY(profileFromJson(toJson(*profile)) == profile);
        QVERIFY(profileFromJson("{}") == ScepProfile{});
        QVERIFY(ScepProfile{}.isFor("any"));
    }

    void wrongProfile_isExplained() {
        const auto error = [](const char* text) { return errorOf(profileFromJson(json(text))); };
        QCOMPARE(error("{'id':1}"), "the profile: \"id\" is no text");
        QCOMPARE(error("{'idd':'x'}"), "the profile: \"idd\" is not known");
        QCOMPARE(error("{'challengeValidity':'soon'}"),
                 "the profile: \"challengeValidity\" is no duration like 1h or 30m");
        QVERIFY(error("{'keyUsage':['fly']}").contains("keyUsage"));
        QVERIFY(error("{'hashAlgorithms':['md5']}").contains("hashAlgorithms"));
        QVERIFY(error("{'subjectAlternativeNames':[{'type':'ip','value':'1'}]}").contains("type"));
    }

    void faults_areReadAndShown() {
        for (const char* text :
             {"timeout", "reset", "bad-json", "slow:3s", "code:ChallengeExpired", "503"}) {
            const auto fault = faultFromText(text);
            QVERIFY(fault);
            QCOMPARE(toQt(toText(*fault)), QByteArray(text));
        }
        for (const char* text : {"", "99", "600", "500x", "slow:", "code:", "moon"})
            QVERIFY(!faultFromText(text));
    }

    void faults_areCounted() {
        Faults faults;
        faults.set("a", *faultFromText("500"), 2);
        faults.set("b", *faultFromText("503"));
        QVERIFY(faults.take("a") && faults.take("a") && !faults.take("a"));
        QVERIFY(faults.take("b") && faults.take("b") && faults.take("b"));
        QCOMPARE(faults.all().size(), std::size_t{1});
        faults.clear("b");
        QVERIFY(!faults.take("b"));
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
