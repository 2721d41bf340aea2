<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_US">
    <context>
        <name>ErrorText</name>
        <message>
            <source>Something went wrong inside Scepter.</source>
            <translation>In Scepter ist etwas schiefgegangen.</translation>
        </message>
        <message>
            <source>Report it, with the details and what you did.</source>
            <translation>Melden Sie es, mit den Einzelheiten und dem, was Sie getan haben.</translation>
        </message>
        <message>
            <source>This is not a possible value.</source>
            <translation>Dieser Wert ist nicht möglich.</translation>
        </message>
        <message>
            <source>Correct it and try again.</source>
            <translation>Berichtigen Sie ihn und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The input is larger or deeper than is accepted.</source>
            <translation>Die Eingabe ist größer oder tiefer geschachtelt als erlaubt.</translation>
        </message>
        <message>
            <source>Use a smaller input.</source>
            <translation>Verwenden Sie eine kleinere Eingabe.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Abgebrochen.</translation>
        </message>
        <message>
            <source>Start it again when you want it.</source>
            <translation>Starten Sie es erneut, wenn Sie es möchten.</translation>
        </message>
        <message>
            <source>This is not possible here.</source>
            <translation>Das ist hier nicht möglich.</translation>
        </message>
        <message>
            <source>Use another way, as the details say.</source>
            <translation>Verwenden Sie einen anderen Weg, wie die Einzelheiten sagen.</translation>
        </message>
        <message>
            <source>The system gives no random numbers.</source>
            <translation>Das System liefert keine Zufallszahlen.</translation>
        </message>
        <message>
            <source>Check the system's random number source.</source>
            <translation>Prüfen Sie die Zufallsquelle des Systems.</translation>
        </message>
        <message>
            <source>The data is not valid ASN.1.</source>
            <translation>Die Daten sind kein gültiges ASN.1.</translation>
        </message>
        <message>
            <source>Check that it is the right file and was copied whole.</source>
            <translation>Prüfen Sie, ob es die richtige Datei ist und sie vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>The data ends too early.</source>
            <translation>Die Daten enden zu früh.</translation>
        </message>
        <message>
            <source>Check that it was copied whole.</source>
            <translation>Prüfen Sie, ob alles vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>There is something after the end of the data.</source>
            <translation>Nach dem Ende der Daten steht noch etwas.</translation>
        </message>
        <message>
            <source>Check that it is one object, and nothing else.</source>
            <translation>Prüfen Sie, ob es genau ein Objekt ist und sonst nichts.</translation>
        </message>
        <message>
            <source>The text is not valid hex or base64.</source>
            <translation>Der Text ist weder gültiges Hex noch Base64.</translation>
        </message>
        <message>
            <source>The key cannot be read.</source>
            <translation>Der Schlüssel kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Use a PKCS#8 or PEM key.</source>
            <translation>Verwenden Sie einen Schlüssel als PKCS#8 oder PEM.</translation>
        </message>
        <message>
            <source>Keys of this kind are not supported.</source>
            <translation>Schlüssel dieser Art werden nicht unterstützt.</translation>
        </message>
        <message>
            <source>Use RSA of 2048 to 4096 bits, EC P-256, P-384 or P-521, or Ed25519.</source>
            <translation>Verwenden Sie RSA mit 2048 bis 4096 Bit, EC P-256, P-384 oder P-521, oder Ed25519.</translation>
        </message>
        <message>
            <source>Key and certificate do not belong together.</source>
            <translation>Schlüssel und Zertifikat gehören nicht zusammen.</translation>
        </message>
        <message>
            <source>Choose the key of this certificate.</source>
            <translation>Wählen Sie den Schlüssel dieses Zertifikats.</translation>
        </message>
        <message>
            <source>The passphrase is wrong.</source>
            <translation>Die Passphrase ist falsch.</translation>
        </message>
        <message>
            <source>Give the right passphrase or passphrase file.</source>
            <translation>Geben Sie die richtige Passphrase oder Passphrasendatei an.</translation>
        </message>
        <message>
            <source>The name cannot be read.</source>
            <translation>Der Name kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Write it as in CN=device,O=Example.</source>
            <translation>Schreiben Sie ihn wie in CN=device,O=Example.</translation>
        </message>
        <message>
            <source>The certificate cannot be read.</source>
            <translation>Das Zertifikat kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Check that it is an X.509 certificate and was copied whole.</source>
            <translation>Prüfen Sie, ob es ein X.509-Zertifikat ist und vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>The CSR cannot be read.</source>
            <translation>Der CSR kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Check that it is a PKCS#10 request and was copied whole.</source>
            <translation>Prüfen Sie, ob es eine PKCS#10-Anfrage ist und sie vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>The CRL cannot be read.</source>
            <translation>Die Sperrliste (CRL) kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Check that it is a CRL and was copied whole.</source>
            <translation>Prüfen Sie, ob es eine Sperrliste ist und sie vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>The CMS message cannot be read.</source>
            <translation>Die CMS-Nachricht kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Check that the message was copied whole.</source>
            <translation>Prüfen Sie, ob die Nachricht vollständig kopiert wurde.</translation>
        </message>
        <message>
            <source>This kind of CMS message is not used by SCEP.</source>
            <translation>Diese Art von CMS-Nachricht kommt in SCEP nicht vor.</translation>
        </message>
        <message>
            <source>Let the client send SignedData around EnvelopedData.</source>
            <translation>Der Client muss SignedData um EnvelopedData senden.</translation>
        </message>
        <message>
            <source>The PKCS#12 file cannot be read.</source>
            <translation>Die PKCS#12-Datei kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Export it again with AES, and with its certificate and key.</source>
            <translation>Exportieren Sie sie erneut mit AES, samt Zertifikat und Schlüssel.</translation>
        </message>
        <message>
            <source>A signature is not valid.</source>
            <translation>Eine Signatur ist ungültig.</translation>
        </message>
        <message>
            <source>The data was changed, or signed with another key.</source>
            <translation>Die Daten wurden verändert oder mit einem anderen Schlüssel signiert.</translation>
        </message>
        <message>
            <source>The content is not what was signed.</source>
            <translation>Der Inhalt ist nicht das, was signiert wurde.</translation>
        </message>
        <message>
            <source>The data was changed on its way.</source>
            <translation>Die Daten wurden unterwegs verändert.</translation>
        </message>
        <message>
            <source>It cannot be decrypted.</source>
            <translation>Es kann nicht entschlüsselt werden.</translation>
        </message>
        <message>
            <source>It was encrypted for another key, or damaged.</source>
            <translation>Es wurde für einen anderen Schlüssel verschlüsselt oder beschädigt.</translation>
        </message>
        <message>
            <source>It cannot be encrypted.</source>
            <translation>Es kann nicht verschlüsselt werden.</translation>
        </message>
        <message>
            <source>Check the recipient's key.</source>
            <translation>Prüfen Sie den Schlüssel des Empfängers.</translation>
        </message>
        <message>
            <source>A weak algorithm was used.</source>
            <translation>Es wurde ein schwaches Verfahren verwendet.</translation>
        </message>
        <message>
            <source>Let the client use AES and SHA-256, or allow it in the endpoint's compatibility.</source>
            <translation>Der Client sollte AES und SHA-256 verwenden; oder erlauben Sie es in der Kompatibilität des Endpunkts.</translation>
        </message>
        <message>
            <source>An unknown algorithm was used.</source>
            <translation>Es wurde ein unbekanntes Verfahren verwendet.</translation>
        </message>
        <message>
            <source>Let the client use AES, SHA-256 and RSA.</source>
            <translation>Der Client sollte AES, SHA-256 und RSA verwenden.</translation>
        </message>
        <message>
            <source>The certificate chain does not lead to a trusted root.</source>
            <translation>Die Zertifikatskette führt zu keiner vertrauten Root-CA.</translation>
        </message>
        <message>
            <source>Add the missing certificates, or trust the root.</source>
            <translation>Fügen Sie die fehlenden Zertifikate hinzu, oder vertrauen Sie der Root-CA.</translation>
        </message>
        <message>
            <source>The certificate has expired.</source>
            <translation>Das Zertifikat ist abgelaufen.</translation>
        </message>
        <message>
            <source>Use a valid certificate; renew it earlier next time.</source>
            <translation>Verwenden Sie ein gültiges Zertifikat; erneuern Sie es nächstes Mal früher.</translation>
        </message>
        <message>
            <source>The certificate is not valid yet.</source>
            <translation>Das Zertifikat ist noch nicht gültig.</translation>
        </message>
        <message>
            <source>Check the clocks.</source>
            <translation>Prüfen Sie die Uhren.</translation>
        </message>
        <message>
            <source>The certificate is revoked.</source>
            <translation>Das Zertifikat ist gesperrt.</translation>
        </message>
        <message>
            <source>Enroll anew with a challenge.</source>
            <translation>Registrieren Sie neu, mit einer Challenge.</translation>
        </message>
        <message>
            <source>This is not a valid SCEP message.</source>
            <translation>Das ist keine gültige SCEP-Nachricht.</translation>
        </message>
        <message>
            <source>Check that the client sends a pkiMessage to this address.</source>
            <translation>Prüfen Sie, ob der Client eine pkiMessage an diese Adresse sendet.</translation>
        </message>
        <message>
            <source>This messageType is not supported.</source>
            <translation>Dieser messageType wird nicht unterstützt.</translation>
        </message>
        <message>
            <source>Use PKCSReq, RenewalReq, CertPoll, GetCert or GetCRL.</source>
            <translation>Verwenden Sie PKCSReq, RenewalReq, CertPoll, GetCert oder GetCRL.</translation>
        </message>
        <message>
            <source>A required attribute is missing.</source>
            <translation>Ein nötiges Attribut fehlt.</translation>
        </message>
        <message>
            <source>The client must send it (RFC 8894 section 3.2).</source>
            <translation>Der Client muss es senden (RFC 8894, Abschnitt 3.2).</translation>
        </message>
        <message>
            <source>An attribute is malformed.</source>
            <translation>Ein Attribut ist fehlerhaft.</translation>
        </message>
        <message>
            <source>The client must send it as RFC 8894 section 3.2 says.</source>
            <translation>Der Client muss es senden, wie RFC 8894, Abschnitt 3.2, es sagt.</translation>
        </message>
        <message>
            <source>The message is encrypted for somebody else.</source>
            <translation>Die Nachricht ist für jemand anderen verschlüsselt.</translation>
        </message>
        <message>
            <source>Let the client fetch the CA certificates again and encrypt to the RA.</source>
            <translation>Der Client muss die CA-Zertifikate neu holen und für die RA verschlüsseln.</translation>
        </message>
        <message>
            <source>The message is signed with another key than the CSR's.</source>
            <translation>Die Nachricht ist mit einem anderen Schlüssel signiert als dem des CSR.</translation>
        </message>
        <message>
            <source>If an MDM enrolls for its devices, use the jamf-proxy compatibility.</source>
            <translation>Wenn ein MDM für seine Geräte registriert, verwenden Sie die Kompatibilität jamf-proxy.</translation>
        </message>
        <message>
            <source>The signature of the CSR is not valid.</source>
            <translation>Die Signatur des CSR ist ungültig.</translation>
        </message>
        <message>
            <source>The client must sign the CSR with the key in it.</source>
            <translation>Der Client muss den CSR mit dem darin enthaltenen Schlüssel signieren.</translation>
        </message>
        <message>
            <source>The transactionID is in use for another key.</source>
            <translation>Die transactionID gehört schon zu einem anderen Schlüssel.</translation>
        </message>
        <message>
            <source>Let the client use a fresh transactionID.</source>
            <translation>Der Client muss eine neue transactionID verwenden.</translation>
        </message>
        <message>
            <source>There is no such transaction.</source>
            <translation>Diese Transaktion gibt es nicht.</translation>
        </message>
        <message>
            <source>Enroll first; an old transaction is forgotten after a while.</source>
            <translation>Registrieren Sie zuerst; eine alte Transaktion wird nach einer Weile vergessen.</translation>
        </message>
        <message>
            <source>The reply does not answer this request.</source>
            <translation>Die Antwort gehört nicht zu dieser Anfrage.</translation>
        </message>
        <message>
            <source>Try again; if it goes on, something between changes the traffic.</source>
            <translation>Versuchen Sie es erneut; bleibt es so, verändert etwas dazwischen den Verkehr.</translation>
        </message>
        <message>
            <source>This operation is unknown.</source>
            <translation>Dieser Vorgang ist unbekannt.</translation>
        </message>
        <message>
            <source>Use an operation of RFC 8894.</source>
            <translation>Verwenden Sie einen Vorgang aus RFC 8894.</translation>
        </message>
        <message>
            <source>The reply cannot be encrypted for the client.</source>
            <translation>Die Antwort kann nicht für den Client verschlüsselt werden.</translation>
        </message>
        <message>
            <source>Use an RSA key, or send a challenge with the request.</source>
            <translation>Verwenden Sie einen RSA-Schlüssel, oder senden Sie eine Challenge mit der Anfrage.</translation>
        </message>
        <message>
            <source>The request has no challenge.</source>
            <translation>Die Anfrage hat keine Challenge.</translation>
        </message>
        <message>
            <source>Enter the challenge in the device's profile.</source>
            <translation>Tragen Sie die Challenge im Profil des Geräts ein.</translation>
        </message>
        <message>
            <source>The challenge is wrong.</source>
            <translation>Die Challenge ist falsch.</translation>
        </message>
        <message>
            <source>Check the challenge in the device's profile.</source>
            <translation>Prüfen Sie die Challenge im Profil des Geräts.</translation>
        </message>
        <message>
            <source>The code was used already.</source>
            <translation>Der Code wurde schon benutzt.</translation>
        </message>
        <message>
            <source>Mint a new code.</source>
            <translation>Geben Sie einen neuen Code aus.</translation>
        </message>
        <message>
            <source>The code has expired.</source>
            <translation>Der Code ist abgelaufen.</translation>
        </message>
        <message>
            <source>The code was withdrawn.</source>
            <translation>Der Code wurde zurückgezogen.</translation>
        </message>
        <message>
            <source>The code is for another endpoint.</source>
            <translation>Der Code gilt für einen anderen Endpunkt.</translation>
        </message>
        <message>
            <source>Mint a code for this endpoint.</source>
            <translation>Geben Sie einen Code für diesen Endpunkt aus.</translation>
        </message>
        <message>
            <source>The request asks for something that it may not have.</source>
            <translation>Die Anfrage verlangt etwas, das sie nicht haben darf.</translation>
        </message>
        <message>
            <source>Correct the request, or the constraints of the code or endpoint.</source>
            <translation>Berichtigen Sie die Anfrage, oder die Bedingungen des Codes oder Endpunkts.</translation>
        </message>
        <message>
            <source>Too many challenges have failed from this address.</source>
            <translation>Von dieser Adresse kamen zu viele falsche Challenges.</translation>
        </message>
        <message>
            <source>Wait, or change the endpoint's try limit.</source>
            <translation>Warten Sie, oder ändern Sie die Grenze für Versuche am Endpunkt.</translation>
        </message>
        <message>
            <source>Too many requests are waiting for a decision.</source>
            <translation>Zu viele Anfragen warten auf eine Entscheidung.</translation>
        </message>
        <message>
            <source>Approve or deny what is pending.</source>
            <translation>Genehmigen Sie, was wartet, oder lehnen Sie es ab.</translation>
        </message>
        <message>
            <source>The key is of a type or size that the template does not allow.</source>
            <translation>Die Vorlage erlaubt Art oder Größe dieses Schlüssels nicht.</translation>
        </message>
        <message>
            <source>Use another key, or allow it in the template.</source>
            <translation>Verwenden Sie einen anderen Schlüssel, oder erlauben Sie ihn in der Vorlage.</translation>
        </message>
        <message>
            <source>The subject is not allowed by the template.</source>
            <translation>Die Vorlage erlaubt dieses Subject nicht.</translation>
        </message>
        <message>
            <source>Correct the subject, or the template.</source>
            <translation>Berichtigen Sie das Subject oder die Vorlage.</translation>
        </message>
        <message>
            <source>A subject alternative name is not allowed by the template.</source>
            <translation>Die Vorlage erlaubt einen der alternativen Namen (SAN) nicht.</translation>
        </message>
        <message>
            <source>Correct the request, or the template.</source>
            <translation>Berichtigen Sie die Anfrage oder die Vorlage.</translation>
        </message>
        <message>
            <source>A requested extension is malformed or not allowed.</source>
            <translation>Eine verlangte Erweiterung ist fehlerhaft oder nicht erlaubt.</translation>
        </message>
        <message>
            <source>Correct the request.</source>
            <translation>Berichtigen Sie die Anfrage.</translation>
        </message>
        <message>
            <source>Renewal is not allowed at this endpoint.</source>
            <translation>An diesem Endpunkt ist keine Erneuerung erlaubt.</translation>
        </message>
        <message>
            <source>Enroll anew, or allow renewal at the endpoint.</source>
            <translation>Registrieren Sie neu, oder erlauben Sie die Erneuerung am Endpunkt.</translation>
        </message>
        <message>
            <source>It is too early to renew this certificate.</source>
            <translation>Für die Erneuerung dieses Zertifikats ist es zu früh.</translation>
        </message>
        <message>
            <source>Wait, or widen the template's renewal window.</source>
            <translation>Warten Sie, oder erweitern Sie das Erneuerungsfenster der Vorlage.</translation>
        </message>
        <message>
            <source>A renewal asks for another name.</source>
            <translation>Eine Erneuerung verlangt einen anderen Namen.</translation>
        </message>
        <message>
            <source>Ask for the same subject and SAN, or allow the change in the template.</source>
            <translation>Verlangen Sie dasselbe Subject und dieselben SAN, oder erlauben Sie die Änderung in der Vorlage.</translation>
        </message>
        <message>
            <source>A renewal uses its old key again.</source>
            <translation>Eine Erneuerung verwendet ihren alten Schlüssel wieder.</translation>
        </message>
        <message>
            <source>Use a new key, or allow it in the template.</source>
            <translation>Verwenden Sie einen neuen Schlüssel, oder erlauben Sie es in der Vorlage.</translation>
        </message>
        <message>
            <source>The message is not signed by a certificate of this CA.</source>
            <translation>Die Nachricht ist nicht mit einem Zertifikat dieser CA signiert.</translation>
        </message>
        <message>
            <source>Enroll first; renew with the certificate that was issued here.</source>
            <translation>Registrieren Sie zuerst; erneuern Sie mit dem hier ausgestellten Zertifikat.</translation>
        </message>
        <message>
            <source>An operator refused the request.</source>
            <translation>Ein Betreiber hat die Anfrage abgelehnt.</translation>
        </message>
        <message>
            <source>Ask the operator.</source>
            <translation>Fragen Sie den Betreiber.</translation>
        </message>
        <message>
            <source>The request was not decided in time.</source>
            <translation>Über die Anfrage wurde nicht rechtzeitig entschieden.</translation>
        </message>
        <message>
            <source>Let the client enroll again.</source>
            <translation>Der Client muss erneut registrieren.</translation>
        </message>
        <message>
            <source>The server refused the request.</source>
            <translation>Der Server hat die Anfrage abgelehnt.</translation>
        </message>
        <message>
            <source>See what the server says; its operator sees the real reason.</source>
            <translation>Sehen Sie, was der Server sagt; sein Betreiber sieht den wahren Grund.</translation>
        </message>
        <message>
            <source>There is no such authority.</source>
            <translation>Diese CA gibt es nicht.</translation>
        </message>
        <message>
            <source>Check its name.</source>
            <translation>Prüfen Sie ihren Namen.</translation>
        </message>
        <message>
            <source>The CA certificate is not valid now.</source>
            <translation>Das CA-Zertifikat ist zurzeit nicht gültig.</translation>
        </message>
        <message>
            <source>Roll the authority over to a new generation.</source>
            <translation>Wechseln Sie die CA auf eine neue Generation.</translation>
        </message>
        <message>
            <source>The authority cannot issue yet.</source>
            <translation>Die CA kann noch nichts ausstellen.</translation>
        </message>
        <message>
            <source>Unlock the workspace, or install the CA certificate.</source>
            <translation>Entsperren Sie den Arbeitsbereich, oder installieren Sie das CA-Zertifikat.</translation>
        </message>
        <message>
            <source>There is no such certificate.</source>
            <translation>Dieses Zertifikat gibt es nicht.</translation>
        </message>
        <message>
            <source>Check the serial number.</source>
            <translation>Prüfen Sie die Seriennummer.</translation>
        </message>
        <message>
            <source>The certificate is revoked already.</source>
            <translation>Das Zertifikat ist schon gesperrt.</translation>
        </message>
        <message>
            <source>Nothing needs to be done.</source>
            <translation>Es ist nichts zu tun.</translation>
        </message>
        <message>
            <source>There is no next generation.</source>
            <translation>Es gibt keine nächste Generation.</translation>
        </message>
        <message>
            <source>Prepare one first: scepterctl authority rollover.</source>
            <translation>Bereiten Sie erst eine vor: scepterctl authority rollover.</translation>
        </message>
        <message>
            <source>The workspace cannot be opened.</source>
            <translation>Der Arbeitsbereich kann nicht geöffnet werden.</translation>
        </message>
        <message>
            <source>Check the path; scepterctl init makes a new one.</source>
            <translation>Prüfen Sie den Pfad; scepterctl init legt einen neuen an.</translation>
        </message>
        <message>
            <source>The workspace is damaged.</source>
            <translation>Der Arbeitsbereich ist beschädigt.</translation>
        </message>
        <message>
            <source>Restore a backup.</source>
            <translation>Stellen Sie eine Sicherung wieder her.</translation>
        </message>
        <message>
            <source>The workspace was made by a newer Scepter.</source>
            <translation>Der Arbeitsbereich stammt von einem neueren Scepter.</translation>
        </message>
        <message>
            <source>Use that version, or a newer one.</source>
            <translation>Verwenden Sie jene Version oder eine neuere.</translation>
        </message>
        <message>
            <source>The workspace is in use by another process.</source>
            <translation>Der Arbeitsbereich wird von einem anderen Prozess benutzt.</translation>
        </message>
        <message>
            <source>Wait a moment and try again.</source>
            <translation>Warten Sie einen Moment und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The workspace cannot be written.</source>
            <translation>Der Arbeitsbereich kann nicht beschrieben werden.</translation>
        </message>
        <message>
            <source>Check the permissions of the file and its folder.</source>
            <translation>Prüfen Sie die Rechte der Datei und ihres Ordners.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>Make room; nothing was written half.</source>
            <translation>Schaffen Sie Platz; nichts wurde halb geschrieben.</translation>
        </message>
        <message>
            <source>This file is no Scepter workspace.</source>
            <translation>Diese Datei ist kein Arbeitsbereich von Scepter.</translation>
        </message>
        <message>
            <source>Choose another file.</source>
            <translation>Wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <source>Somebody else was faster, or the state does not allow it.</source>
            <translation>Jemand anderes war schneller, oder der Zustand lässt es nicht zu.</translation>
        </message>
        <message>
            <source>Look at the current state.</source>
            <translation>Sehen Sie sich den jetzigen Zustand an.</translation>
        </message>
        <message>
            <source>It is not there.</source>
            <translation>Es ist nicht vorhanden.</translation>
        </message>
        <message>
            <source>Check the name.</source>
            <translation>Prüfen Sie den Namen.</translation>
        </message>
        <message>
            <source>It is there already.</source>
            <translation>Es ist schon vorhanden.</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>The address is in use by another program.</source>
            <translation>Ein anderes Programm benutzt die Adresse.</translation>
        </message>
        <message>
            <source>Stop that program, or listen on another port.</source>
            <translation>Beenden Sie jenes Programm, oder nehmen Sie einen anderen Port.</translation>
        </message>
        <message>
            <source>This machine does not have that address.</source>
            <translation>Dieser Rechner hat jene Adresse nicht.</translation>
        </message>
        <message>
            <source>Choose one of its own addresses.</source>
            <translation>Wählen Sie eine seiner eigenen Adressen.</translation>
        </message>
        <message>
            <source>The system does not let this program have that port.</source>
            <translation>Das System gibt diesem Programm jenen Port nicht.</translation>
        </message>
        <message>
            <source>Choose a port above 1023, or give the program the right to bind lower ones.</source>
            <translation>Wählen Sie einen Port über 1023, oder geben Sie dem Programm das Recht auf niedrigere.</translation>
        </message>
        <message>
            <source>The server cannot listen there.</source>
            <translation>Der Server kann dort nicht lauschen.</translation>
        </message>
        <message>
            <source>Check the address, as the details say.</source>
            <translation>Prüfen Sie die Adresse, wie die Einzelheiten sagen.</translation>
        </message>
        <message>
            <source>TLS does not work.</source>
            <translation>TLS funktioniert nicht.</translation>
        </message>
        <message>
            <source>Check certificate, key and trust.</source>
            <translation>Prüfen Sie Zertifikat, Schlüssel und Vertrauen.</translation>
        </message>
        <message>
            <source>The server cannot be reached.</source>
            <translation>Der Server ist nicht erreichbar.</translation>
        </message>
        <message>
            <source>Check the URL, and that the server runs.</source>
            <translation>Prüfen Sie die URL, und ob der Server läuft.</translation>
        </message>
        <message>
            <source>There was no answer in time.</source>
            <translation>Es kam nicht rechtzeitig eine Antwort.</translation>
        </message>
        <message>
            <source>Try again; check the server.</source>
            <translation>Versuchen Sie es erneut; prüfen Sie den Server.</translation>
        </message>
        <message>
            <source>The server answered with an HTTP error.</source>
            <translation>Der Server antwortete mit einem HTTP-Fehler.</translation>
        </message>
        <message>
            <source>Check the URL; ask the server's operator.</source>
            <translation>Prüfen Sie die URL; fragen Sie den Betreiber des Servers.</translation>
        </message>
        <message>
            <source>The server's answer is not valid.</source>
            <translation>Die Antwort des Servers ist ungültig.</translation>
        </message>
        <message>
            <source>Check that the URL is a SCEP server's.</source>
            <translation>Prüfen Sie, ob die URL zu einem SCEP-Server gehört.</translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>Die Datei kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Check the path and its permissions.</source>
            <translation>Prüfen Sie den Pfad und seine Rechte.</translation>
        </message>
        <message>
            <source>The file cannot be written.</source>
            <translation>Die Datei kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>Check the folder and its permissions.</source>
            <translation>Prüfen Sie den Ordner und seine Rechte.</translation>
        </message>
        <message>
            <source>The challenge is not valid yet.</source>
            <translation>Die Challenge gilt noch nicht.</translation>
        </message>
        <message>
            <source>Wait until its time begins, or change it at the endpoint.</source>
            <translation>Warten Sie, bis ihre Zeit beginnt, oder ändern Sie diese am Endpunkt.</translation>
        </message>
        <message>
            <source>The challenge has expired.</source>
            <translation>Die Challenge ist abgelaufen.</translation>
        </message>
        <message>
            <source>Send the device a new profile with a new challenge.</source>
            <translation>Senden Sie dem Gerät ein neues Profil mit einer neuen Challenge.</translation>
        </message>
        <message>
            <source>The token is not one that this endpoint accepts.</source>
            <translation>Dieser Endpunkt nimmt dieses Token nicht an.</translation>
        </message>
        <message>
            <source>Look at the reason: who signed it, for whom, and until when it holds.</source>
            <translation>Sehen Sie sich den Grund an: wer es signiert hat, für wen, und bis wann es gilt.</translation>
        </message>
        <message>
            <source>The token was used before.</source>
            <translation>Das Token wurde schon benutzt.</translation>
        </message>
        <message>
            <source>Let the MDM make a new one.</source>
            <translation>Das MDM muss ein neues ausstellen.</translation>
        </message>
        <message>
            <source>Whoever is asked about this request refused it.</source>
            <translation>Wer zu dieser Anfrage gefragt wird, hat sie abgelehnt.</translation>
        </message>
        <message>
            <source>Look at the reason that was given, and at the comparison of the fields.</source>
            <translation>Sehen Sie sich den angegebenen Grund und den Vergleich der Felder an.</translation>
        </message>
        <message>
            <source>Whoever is asked about this request could not be asked.</source>
            <translation>Wer zu dieser Anfrage gefragt wird, war nicht erreichbar.</translation>
        </message>
        <message>
            <source>Check the address, the network and the service; the device comes again by itself.</source>
            <translation>Prüfen Sie die Adresse, das Netz und den Dienst; das Gerät kommt von selbst wieder.</translation>
        </message>
        <message>
            <source>Asking is paused, since it failed several times in a row.</source>
            <translation>Das Fragen ist in Pause, da es mehrmals hintereinander fehlschlug.</translation>
        </message>
        <message>
            <source>Mend the service; it is asked again after the pause, or at once with Try now.</source>
            <translation>Bringen Sie den Dienst in Ordnung; er wird nach der Pause wieder gefragt, oder sofort, wenn Sie ihn jetzt versuchen lassen.</translation>
        </message>
        <message>
            <source>Nobody accepted the news that the certificate was issued, so it was revoked.</source>
            <translation>Niemand nahm die Nachricht an, dass das Zertifikat ausgestellt wurde; darum wurde es gesperrt.</translation>
        </message>
        <message>
            <source>Look at the reason that was given; the device has to enroll again.</source>
            <translation>Sehen Sie sich den angegebenen Grund an; das Gerät muss sich erneut registrieren.</translation>
        </message>
        <message>
            <source>The name or the password is wrong, or the account may not do this.</source>
            <translation>Der Name oder das Passwort ist falsch, oder das Konto darf das nicht.</translation>
        </message>
        <message>
            <source>Check the account under Challenges.</source>
            <translation>Prüfen Sie das Konto unter Challenges.</translation>
        </message>
        <message>
            <source>The account is locked after too many wrong passwords.</source>
            <translation>Das Konto ist nach zu vielen falschen Passwörtern gesperrt.</translation>
        </message>
        <message>
            <source>Wait, or unlock it under Challenges.</source>
            <translation>Warten Sie, oder entsperren Sie es unter „Challenges“.</translation>
        </message>
        <message>
            <source>Too many codes are outstanding.</source>
            <translation>Zu viele Codes sind offen.</translation>
        </message>
        <message>
            <source>Wait until codes are used or expire, or raise the limit.</source>
            <translation>Warten Sie, bis Codes benutzt werden oder ablaufen, oder erhöhen Sie die Grenze.</translation>
        </message>
    </context>
    <context>
        <name>Formats</name>
        <message>
            <source>PEM</source>
            <translation>PEM</translation>
        </message>
        <message>
            <source>PEM chain</source>
            <translation>PEM-Kette</translation>
        </message>
        <message>
            <source>DER</source>
            <translation>DER</translation>
        </message>
        <message>
            <source>PKCS#7</source>
            <translation>PKCS#7</translation>
        </message>
        <message>
            <source>Base64</source>
            <translation>Base64</translation>
        </message>
        <message>
            <source>Hex</source>
            <translation>Hex</translation>
        </message>
        <message>
            <source>Hex dump</source>
            <translation>Hexdump</translation>
        </message>
        <message>
            <source>Fingerprints</source>
            <translation>Fingerabdrücke</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>Readable text</source>
            <translation>Lesbarer Text</translation>
        </message>
        <message>
            <source>Apple trust profile</source>
            <translation>Apple-Vertrauensprofil</translation>
        </message>
        <message>
            <source>curl command</source>
            <translation>curl-Befehl</translation>
        </message>
    </context>
    <context>
        <name>SaveBytes</name>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>%1 was not saved.</source>
            <translation>%1 wurde nicht gespeichert.</translation>
        </message>
    </context>
    <context>
        <name>TagWords</name>
        <message>
            <source>[%1] of the application</source>
            <translation>[%1] der Anwendung</translation>
        </message>
        <message>
            <source>[%1] of the context</source>
            <translation>[%1] des Kontexts</translation>
        </message>
        <message>
            <source>[%1], private</source>
            <translation>[%1], privat</translation>
        </message>
        <message>
            <source>universal tag %1</source>
            <translation>universeller Tag %1</translation>
        </message>
        <message>
            <source>%1, tag %2</source>
            <comment>a name and hex digits</comment>
            <translation>%1, Tag %2</translation>
        </message>
        <message>
            <source>%1, indefinite length</source>
            <comment>a tag</comment>
            <translation>%1, unbestimmte Länge</translation>
        </message>
        <message>
            <source>%1, length %2</source>
            <comment>a tag, then a number</comment>
            <translation>%1, Länge %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AboutDialog</name>
        <message>
            <source>About Scepter</source>
            <translation>Über Scepter</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AboutPane</name>
        <message>
            <source>A workbench for SCEP, the Simple Certificate Enrollment Protocol (RFC 8894). Free software under the GNU General Public License, version 3; it comes with no warranty.</source>
            <translation>Eine Werkbank für SCEP, das Simple Certificate Enrollment Protocol (RFC 8894). Freie Software unter der GNU General Public License, Version 3; ohne jede Gewährleistung.</translation>
        </message>
        <message>
            <source>Copy versions</source>
            <translation>Versionen kopieren</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>Versionen</translation>
        </message>
        <message>
            <source>Scepter</source>
            <translation>Scepter</translation>
        </message>
        <message>
            <source>Qt</source>
            <translation>Qt</translation>
        </message>
        <message>
            <source>OpenSSL</source>
            <translation>OpenSSL</translation>
        </message>
        <message>
            <source>SQLite</source>
            <translation>SQLite</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>Licenses</source>
            <translation>Lizenzen</translation>
        </message>
        <message>
            <source>Public domain</source>
            <translation>Gemeinfrei</translation>
        </message>
        <message>
            <source>Boost</source>
            <translation>Boost</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AccountAccess</name>
        <message>
            <source>Unlock it now</source>
            <translation>Jetzt entsperren</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Neues Passwort</translation>
        </message>
        <message>
            <source>New password, at least 8 characters</source>
            <translation>Neues Passwort, mindestens 8 Zeichen</translation>
        </message>
        <message>
            <source>Show the password</source>
            <translation>Passwort zeigen</translation>
        </message>
        <message>
            <source>Copy the password; it leaves the clipboard soon</source>
            <translation>Passwort kopieren; es verlässt die Zwischenablage bald</translation>
        </message>
        <message>
            <source>Make a random password</source>
            <translation>Zufälliges Passwort erzeugen</translation>
        </message>
        <message>
            <source>Set the password</source>
            <translation>Passwort setzen</translation>
        </message>
        <message>
            <source>Hide the password</source>
            <translation>Passwort verbergen</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>It is shown only now; afterwards nobody can read it.</source>
            <translation>Es wird nur jetzt gezeigt; danach kann es niemand mehr lesen.</translation>
        </message>
        <message>
            <source>The new token</source>
            <translation>Das neue Token</translation>
        </message>
        <message>
            <source>Show the token</source>
            <translation>Token zeigen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>I have it</source>
            <translation>Habe ich</translation>
        </message>
        <message>
            <source>Make a token</source>
            <translation>Token erzeugen</translation>
        </message>
        <message>
            <source>Drop the token</source>
            <translation>Token entfernen</translation>
        </message>
        <message>
            <source>Hide the token</source>
            <translation>Token verbergen</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>Adressen</translation>
        </message>
        <message>
            <source>the address</source>
            <translation>die Adresse</translation>
        </message>
        <message>
            <source>It is locked until %1: too many wrong passwords in a row.</source>
            <translation>Es ist bis %1 gesperrt: zu viele falsche Passwörter hintereinander.</translation>
        </message>
        <message>
            <source>Here it is let in:</source>
            <translation>Hier wird es eingelassen:</translation>
        </message>
        <message>
            <source>The listener for accounts was not started: %1</source>
            <translation>Der Admin-Zugang für Konten wurde nicht gestartet: %1</translation>
        </message>
        <message>
            <source>The listener for accounts, %1:%2, starts together with the responder.</source>
            <translation>Der Admin-Zugang für Konten, %1:%2, startet zusammen mit dem Responder.</translation>
        </message>
        <message>
            <source>A password has at least 8 characters.</source>
            <translation>Ein Passwort hat mindestens 8 Zeichen.</translation>
        </message>
        <message>
            <source>The password is too long.</source>
            <translation>Das Passwort ist zu lang.</translation>
        </message>
        <message>
            <source>For the NDES page, Jamf and REST (Basic). It is stored with the account; only its scrypt hash is kept.</source>
            <translation>Für die NDES-Seite, Jamf und REST (Basic). Es wird mit dem Konto gespeichert; nur sein scrypt-Hash wird aufbewahrt.</translation>
        </message>
        <message>
            <source>It has a password. A new one replaces it at once.</source>
            <translation>Es hat ein Passwort. Ein neues ersetzt es sofort.</translation>
        </message>
        <message>
            <source>It has no password.</source>
            <translation>Es hat kein Passwort.</translation>
        </message>
        <message>
            <source>Replace the password</source>
            <translation>Passwort ersetzen</translation>
        </message>
        <message>
            <source>It has a token, for REST (Bearer) and Jamf.</source>
            <translation>Es hat ein Token, für REST (Bearer) und Jamf.</translation>
        </message>
        <message>
            <source>It has no token. REST takes one as “Authorization: Bearer”.</source>
            <translation>Es hat kein Token. REST nimmt eines als „Authorization: Bearer“.</translation>
        </message>
        <message>
            <source>Replace the token…</source>
            <translation>Token ersetzen…</translation>
        </message>
        <message>
            <source>The listener for accounts is off: nobody is let in.</source>
            <translation>Der Admin-Zugang für Konten ist aus: Niemand wird eingelassen.</translation>
        </message>
        <message>
            <source>Switch the listener off</source>
            <translation>Admin-Zugang ausschalten</translation>
        </message>
        <message>
            <source>Listen at 127.0.0.1:%1</source>
            <translation>An 127.0.0.1:%1 horchen</translation>
        </message>
        <message>
            <source>Only programs on this machine reach it there; scepterctl serve --admin-listen takes other addresses, and TLS</source>
            <translation>Dort erreichen ihn nur Programme auf diesem Rechner; scepterctl serve --admin-listen nimmt andere Adressen und TLS</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AccountForm</name>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>With this name it logs in.</source>
            <translation>Mit diesem Namen meldet es sich an.</translation>
        </message>
        <message>
            <source>May log in</source>
            <translation>Darf sich anmelden</translation>
        </message>
        <message>
            <source>Codes that it has fetched stay valid when this is off.</source>
            <translation>Codes, die es geholt hat, bleiben gültig, wenn dies aus ist.</translation>
        </message>
        <message>
            <source>May have</source>
            <translation>Darf haben</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Its codes are good there only.</source>
            <translation>Seine Codes gelten nur dort.</translation>
        </message>
        <message>
            <source>Doors</source>
            <translation>Zugangswege</translation>
        </message>
        <message>
            <source>Where it is let in.</source>
            <translation>Wo es eingelassen wird.</translation>
        </message>
        <message>
            <source>Its codes</source>
            <translation>Seine Codes</translation>
        </message>
        <message>
            <source>A code is valid for</source>
            <translation>Ein Code gilt für</translation>
        </message>
        <message>
            <source>Valid for</source>
            <translation>Gültig für</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>Benutzungen</translation>
        </message>
        <message>
            <source>How often each code can be used.</source>
            <translation>Wie oft jeder Code benutzt werden kann.</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <source>Limit the codes that it has at once</source>
            <translation>Begrenzen, wie viele Codes es gleichzeitig hat</translation>
        </message>
        <message>
            <source>Codes at once</source>
            <translation>Codes gleichzeitig</translation>
        </message>
        <message>
            <source>At once</source>
            <translation>Gleichzeitig</translation>
        </message>
        <message>
            <source>codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>Codes that were neither used nor have ended. The NDES page says that its password cache is full when there are more.</source>
            <translation>Codes, die weder benutzt noch abgelaufen sind. Sind es mehr, meldet die NDES-Seite, dass ihr Passwort-Cache voll ist.</translation>
        </message>
        <message>
            <source>Limit how fast it fetches codes</source>
            <translation>Begrenzen, wie schnell es Codes holt</translation>
        </message>
        <message>
            <source>Codes in that time</source>
            <translation>Codes in dieser Zeit</translation>
        </message>
        <message>
            <source>Codes are counted over</source>
            <translation>Codes werden gezählt über</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>in</source>
            <comment>so many codes in so much time</comment>
            <translation>in</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Stands before the note of each of its codes.</source>
            <translation>Steht vor der Notiz jedes seiner Codes.</translation>
        </message>
        <message>
            <source>Its codes are bound to</source>
            <translation>Seine Codes sind gebunden an</translation>
        </message>
        <message>
            <source>Every code of this account lets only such requests enroll. A caller can ask for less, never for more.</source>
            <translation>Jeder Code dieses Kontos lässt nur solche Anfragen zu. Wer ihn holt, kann weniger verlangen, nie mehr.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Jamf names the device: each code is bound to this subject, filled with what Jamf says of it. Empty: not bound.</source>
            <translation>Jamf nennt das Gerät: Jeder Code wird an dieses Subject gebunden, ausgefüllt mit dem, was Jamf über das Gerät sagt. Leer: nicht gebunden.</translation>
        </message>
        <message>
            <source>NDES page</source>
            <translation>NDES-Seite</translation>
        </message>
        <message>
            <source> bytes</source>
            <translation> Bytes</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Shown as twice as many hexadecimal digits.</source>
            <translation>Wird als doppelt so viele Hexadezimalziffern gezeigt.</translation>
        </message>
        <message>
            <source>One code for all, which does not end</source>
            <translation>Ein Code für alle, der nicht abläuft</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>Kodierung</translation>
        </message>
        <message>
            <source>Programs that read the page expect what Windows does, most of them.</source>
            <translation>Programme, die die Seite lesen, erwarten meist, was Windows tut.</translation>
        </message>
        <message>
            <source>Wrong passwords</source>
            <translation>Falsche Passwörter</translation>
        </message>
        <message>
            <source>Lock it after</source>
            <translation>Sperren nach</translation>
        </message>
        <message>
            <source>Wrong passwords in a row</source>
            <translation>Falsche Passwörter hintereinander</translation>
        </message>
        <message>
            <source>It stays locked for</source>
            <translation>Es bleibt gesperrt für</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>Sperre</translation>
        </message>
        <message>
            <source>for</source>
            <comment>so many tries, for so much time</comment>
            <translation>für</translation>
        </message>
        <message>
            <source>Wrong passwords in a row, from anywhere.</source>
            <translation>Falsche Passwörter hintereinander, egal woher.</translation>
        </message>
        <message>
            <source>Any endpoint that takes codes</source>
            <translation>Jeder Endpunkt, der Codes annimmt</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>an endpoint and its path</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>With this name it logs in. It cannot be changed.</source>
            <translation>Mit diesem Namen meldet es sich an. Er lässt sich nicht ändern.</translation>
        </message>
        <message>
            <source>An account needs a name.</source>
            <translation>Ein Konto braucht einen Namen.</translation>
        </message>
        <message>
            <source>There is an account of this name already.</source>
            <translation>Es gibt schon ein Konto mit diesem Namen.</translation>
        </message>
        <message>
            <source>Choose the endpoint that its codes are for.</source>
            <translation>Wählen Sie den Endpunkt, für den seine Codes sind.</translation>
        </message>
        <message>
            <source>This endpoint takes no one-time codes: they could not be used.</source>
            <translation>Dieser Endpunkt nimmt keine Einmalcodes: Sie wären nicht benutzbar.</translation>
        </message>
        <message>
            <source>Choose at least one door.</source>
            <translation>Wählen Sie mindestens einen Zugangsweg.</translation>
        </message>
        <message>
            <source>The time must be longer than nothing.</source>
            <translation>Die Zeit muss größer als null sein.</translation>
        </message>
        <message>
            <source>Its password can then be guessed for long.</source>
            <translation>Sein Passwort kann dann lange geraten werden.</translation>
        </message>
        <message>
            <source>A constraint cannot be read: %1</source>
            <translation>Eine Bedingung kann nicht gelesen werden: %1</translation>
        </message>
        <message>
            <source>Whoever has seen the code once can enroll with it for ever: only for devices that can do no better.</source>
            <translation>Wer den Code einmal gesehen hat, kann sich damit für immer registrieren: nur für Geräte, die nichts Besseres können.</translation>
        </message>
        <message>
            <source>Over REST it also sees and withdraws codes of all accounts.</source>
            <translation>Über REST sieht es auch die Codes aller Konten und zieht sie zurück.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AccountModel</name>
        <message>
            <source>Codes that were fetched, and neither used nor ended</source>
            <translation>Codes, die geholt wurden und weder benutzt noch abgelaufen sind</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>May have</source>
            <translation>Darf haben</translation>
        </message>
        <message>
            <source>Doors</source>
            <translation>Zugangswege</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Outstanding</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>Logs in with</source>
            <translation>Meldet sich an mit</translation>
        </message>
        <message>
            <source>Codes for all</source>
            <translation>Codes für alle</translation>
        </message>
        <message>
            <source>Own codes</source>
            <translation>Eigene Codes</translation>
        </message>
        <message>
            <source>Account %1: %2, %3, doors: %4, endpoint: %5, outstanding codes: %6</source>
            <translation>Konto %1: %2, %3, Zugangswege: %4, Endpunkt: %5, offene Codes: %6</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Accounts</name>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>keine Grenze</translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) in %1</source>
            <translation>
                <numerusform>%n Code je %1</numerusform>
                <numerusform>%n Codes je %1</numerusform>
            </translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message numerus="yes">
            <source>after %n wrong password(s), for %1</source>
            <translation>
                <numerusform>nach %n falschem Passwort, für %1</numerusform>
                <numerusform>nach %n falschen Passwörtern, für %1</numerusform>
            </translation>
        </message>
        <message>
            <source>Password, token</source>
            <translation>Passwort, Token</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Noch nichts</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Locked until %1</source>
            <translation>Gesperrt bis %1</translation>
        </message>
        <message>
            <source>Cannot log in</source>
            <translation>Kann sich nicht anmelden</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Codes for any endpoint, and those of others</source>
            <translation>Codes für jeden Endpunkt, und die von anderen</translation>
        </message>
        <message>
            <source>Codes for its endpoint</source>
            <translation>Codes für seinen Endpunkt</translation>
        </message>
        <message>
            <source>NDES page</source>
            <translation>NDES-Seite</translation>
        </message>
        <message>
            <source>Jamf</source>
            <translation>Jamf</translation>
        </message>
        <message>
            <source>REST</source>
            <translation>REST</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>UTF-16, as Windows does</source>
            <translation>UTF-16, wie Windows es tut</translation>
        </message>
        <message>
            <source>UTF-16 with a byte order mark</source>
            <translation>UTF-16 mit Byte Order Mark</translation>
        </message>
        <message>
            <source>UTF-8</source>
            <translation>UTF-8</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>codes that can be used</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Ein</translation>
        </message>
        <message>
            <source>May have</source>
            <translation>Darf haben</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Doors</source>
            <translation>Zugangswege</translation>
        </message>
        <message>
            <source>Codes are valid for</source>
            <translation>Codes gelten für</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>Benutzungen</translation>
        </message>
        <message>
            <source>Bound to</source>
            <translation>Gebunden an</translation>
        </message>
        <message>
            <source>Subject of the device</source>
            <translation>Subject des Geräts</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Codes at once</source>
            <translation>Codes gleichzeitig</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>Length of a code</source>
            <translation>Länge eines Codes</translation>
        </message>
        <message>
            <source>One code for all</source>
            <translation>Ein Code für alle</translation>
        </message>
        <message>
            <source>Encoding of the page</source>
            <translation>Kodierung der Seite</translation>
        </message>
        <message>
            <source>Locked</source>
            <translation>Gesperrt</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AccountsTab</name>
        <message>
            <source>Accounts</source>
            <translation>Konten</translation>
        </message>
        <message>
            <source>Filter: name, door, endpoint…</source>
            <translation>Filter: Name, Zugangsweg, Endpunkt…</translation>
        </message>
        <message>
            <source>There is no account yet.</source>
            <translation>Es gibt noch kein Konto.</translation>
        </message>
        <message>
            <source>With an account a program fetches codes by itself: from the NDES page, by Jamf's webhook, or over REST.</source>
            <translation>Mit einem Konto holt ein Programm selbst Codes: von der NDES-Seite, über den Webhook von Jamf oder über REST.</translation>
        </message>
        <message>
            <source>Add the account</source>
            <translation>Konto hinzufügen</translation>
        </message>
        <message>
            <source>The token is gone: nobody can log in with it any more.</source>
            <translation>Das Token ist weg: Niemand kann sich mehr damit anmelden.</translation>
        </message>
        <message>
            <source>The token was not dropped.</source>
            <translation>Das Token wurde nicht entfernt.</translation>
        </message>
        <message>
            <source>The new token was not copied, and nobody can read it any more. Make another one.</source>
            <translation>Das neue Token wurde nicht kopiert, und niemand kann es mehr lesen. Erzeugen Sie ein anderes.</translation>
        </message>
        <message>
            <source>The account is unlocked.</source>
            <translation>Das Konto ist entsperrt.</translation>
        </message>
        <message>
            <source>The account was not unlocked.</source>
            <translation>Das Konto wurde nicht entsperrt.</translation>
        </message>
        <message>
            <source>The accounts were not read.</source>
            <translation>Die Konten wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>Somebody else has removed the account “%1”.</source>
            <translation>Jemand anders hat das Konto „%1“ entfernt.</translation>
        </message>
        <message>
            <source>Somebody else has changed this account: %1. Applying your draft replaces that.</source>
            <translation>Jemand anders hat dieses Konto geändert: %1. Wenn Sie Ihren Entwurf übernehmen, ersetzt er das.</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Meine Fassung behalten</translation>
        </message>
        <message>
            <source>Load the other version</source>
            <translation>Andere Fassung laden</translation>
        </message>
        <message>
            <source>New account</source>
            <translation>Neues Konto</translation>
        </message>
        <message>
            <source>Account %1</source>
            <translation>Konto %1</translation>
        </message>
        <message>
            <source>To be mended first: %1</source>
            <translation>Zuerst zu berichtigen: %1</translation>
        </message>
        <message>
            <source>The account was not stored.</source>
            <translation>Das Konto wurde nicht gespeichert.</translation>
        </message>
        <message>
            <source>Account “%1” is stored.</source>
            <translation>Konto „%1“ ist gespeichert.</translation>
        </message>
        <message>
            <source>Choose an account first.</source>
            <translation>Wählen Sie erst ein Konto.</translation>
        </message>
        <message>
            <source>Remove account “%1”? Whoever uses it can fetch no more codes.</source>
            <translation>Konto „%1“ entfernen? Wer es benutzt, kann keine Codes mehr holen.</translation>
        </message>
        <message numerus="yes">
            <source>Remove account “%1”? Whoever uses it can fetch no more codes, and %n code(s) that can still be used are withdrawn.</source>
            <translation>
                <numerusform>Konto „%1“ entfernen? Wer es benutzt, kann keine Codes mehr holen, und %n noch benutzbarer Code wird zurückgezogen.</numerusform>
                <numerusform>Konto „%1“ entfernen? Wer es benutzt, kann keine Codes mehr holen, und %n noch benutzbare Codes werden zurückgezogen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Remove account “%1”</source>
            <translation>Konto „%1“ entfernen</translation>
        </message>
        <message>
            <source>The account is removed.</source>
            <translation>Das Konto ist entfernt.</translation>
        </message>
        <message>
            <source>The account was not removed.</source>
            <translation>Das Konto wurde nicht entfernt.</translation>
        </message>
        <message>
            <source>The new password holds from now on.</source>
            <translation>Das neue Passwort gilt ab jetzt.</translation>
        </message>
        <message>
            <source>The password was not set.</source>
            <translation>Das Passwort wurde nicht gesetzt.</translation>
        </message>
        <message>
            <source>Replace the token of “%1”? Whoever uses the old one is not let in any more.</source>
            <translation>Token von „%1“ ersetzen? Wer das alte benutzt, wird nicht mehr eingelassen.</translation>
        </message>
        <message>
            <source>Keep the old one</source>
            <translation>Altes behalten</translation>
        </message>
        <message>
            <source>Replace the token</source>
            <translation>Token ersetzen</translation>
        </message>
        <message>
            <source>No token was made.</source>
            <translation>Kein Token wurde erzeugt.</translation>
        </message>
        <message>
            <source>A token was made that nobody has seen: another account was chosen meanwhile. Replace it.</source>
            <translation>Ein Token wurde erzeugt, das niemand gesehen hat: Inzwischen wurde ein anderes Konto gewählt. Ersetzen Sie es.</translation>
        </message>
        <message>
            <source>The new token is shown only now. Do you have it?</source>
            <translation>Das neue Token wird nur jetzt gezeigt. Haben Sie es?</translation>
        </message>
        <message>
            <source>Stay here</source>
            <translation>Hier bleiben</translation>
        </message>
        <message>
            <source>I have it, go on</source>
            <translation>Ich habe es, weiter</translation>
        </message>
        <message>
            <source>The listener was not changed.</source>
            <translation>Der Admin-Zugang wurde nicht geändert.</translation>
        </message>
        <message>
            <source>That holds from the next start of the responder on.</source>
            <translation>Das gilt ab dem nächsten Start des Responders.</translation>
        </message>
        <message>
            <source>Restart the responder</source>
            <translation>Responder neu starten</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ActivityCard</name>
        <message>
            <source>Recent activity</source>
            <translation>Letzte Vorgänge</translation>
        </message>
        <message>
            <source>Filter: subject, transaction, how…</source>
            <translation>Filter: Subject, Transaktion, wie…</translation>
        </message>
        <message>
            <source>Open log</source>
            <translation>Ereignisse öffnen</translation>
        </message>
        <message>
            <source>What the responder and the window had to say</source>
            <translation>Was Responder und Fenster zu melden hatten</translation>
        </message>
        <message>
            <source>Nothing fits this filter.</source>
            <translation>Nichts passt zu diesem Filter.</translation>
        </message>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>Insgesamt gibt es %n Eintrag.</numerusform>
                <numerusform>Insgesamt gibt es %n Einträge.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>No requests yet.</source>
            <translation>Noch keine Anfragen.</translation>
        </message>
        <message>
            <source>Point a client at one of the URLs above.</source>
            <translation>Richten Sie einen Client auf eine der URLs oben ein.</translation>
        </message>
        <message>
            <source>Show endpoints</source>
            <translation>Endpunkte anzeigen</translation>
        </message>
        <message>
            <source>the selected rows</source>
            <translation>die gewählten Zeilen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ActivityModel</name>
        <message>
            <source>Approved by %1</source>
            <translation>Genehmigt durch %1</translation>
        </message>
        <message>
            <source>Renewal</source>
            <translation>Erneuerung</translation>
        </message>
        <message>
            <source>One-time code #%1</source>
            <translation>Einmalcode #%1</translation>
        </message>
        <message>
            <source>Without approval</source>
            <translation>Ohne Genehmigung</translation>
        </message>
        <message>
            <source>Refused by %1</source>
            <translation>Abgelehnt durch %1</translation>
        </message>
        <message>
            <source>Refused by %1: %2</source>
            <translation>Abgelehnt durch %1: %2</translation>
        </message>
        <message>
            <source>Waits for approval</source>
            <translation>Wartet auf Genehmigung</translation>
        </message>
        <message>
            <source>Was held for approval</source>
            <translation>Hat auf Genehmigung gewartet</translation>
        </message>
        <message>
            <source>Nobody decided in time</source>
            <translation>Niemand hat rechtzeitig entschieden</translation>
        </message>
        <message>
            <source>%1, %2, %3, %4</source>
            <translation>%1, %2, %3, %4</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(kein Subject)</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Transaction</source>
            <translation>Transaktion</translation>
        </message>
        <message>
            <source>How</source>
            <translation>Wie</translation>
        </message>
        <message>
            <source>Opens</source>
            <translation>Öffnet</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ApplyBar</name>
        <message>
            <source>Changed here, not applied yet</source>
            <translation>Hier geändert, noch nicht angewendet</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The running responder must restart; %n connection(s) open.</source>
            <translation>
                <numerusform>Der laufende Responder muss neu starten; %n Verbindung offen.</numerusform>
                <numerusform>Der laufende Responder muss neu starten; %n Verbindungen offen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The responder does not run: this holds from its next start.</source>
            <translation>Der Responder läuft nicht: dies gilt ab seinem nächsten Start.</translation>
        </message>
        <message>
            <source>Exposed: other machines will be able to reach the CA.</source>
            <translation>Von außen erreichbar: andere Rechner werden die CA erreichen können.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ApprovePanel</name>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Look at this</source>
            <translation>Sehen Sie sich das an</translation>
        </message>
        <message>
            <source>Approve requests</source>
            <translation>Anfragen genehmigen</translation>
        </message>
        <message>
            <source>What is approved</source>
            <translation>Was genehmigt wird</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cannot be issued: %1</source>
            <translation>Kann nicht ausgestellt werden: %1</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) cannot be issued and will be left pending.</source>
            <translation>
                <numerusform>%n Anfrage kann nicht ausgestellt werden und bleibt wartend.</numerusform>
                <numerusform>%n Anfragen können nicht ausgestellt werden und bleiben wartend.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) need a look: see the last column.</source>
            <translation>
                <numerusform>%n Anfrage braucht einen Blick: siehe letzte Spalte.</numerusform>
                <numerusform>%n Anfragen brauchen einen Blick: siehe letzte Spalte.</numerusform>
            </translation>
        </message>
        <message>
            <source>Approve %1 all the same?</source>
            <translation>%1 trotzdem genehmigen?</translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s)?</source>
            <translation>
                <numerusform>%n Anfrage genehmigen?</numerusform>
                <numerusform>%n Anfragen genehmigen?</numerusform>
            </translation>
        </message>
        <message>
            <source>Approve anyway</source>
            <translation>Trotzdem genehmigen</translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s)</source>
            <translation>
                <numerusform>%n Anfrage genehmigen</numerusform>
                <numerusform>%n Anfragen genehmigen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Approve %n request(s) anyway</source>
            <translation>
                <numerusform>%n Anfrage trotzdem genehmigen</numerusform>
                <numerusform>%n Anfragen trotzdem genehmigen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuditModel</name>
        <message>
            <source>CA added</source>
            <translation>CA hinzugefügt</translation>
        </message>
        <message>
            <source>CA certificate installed</source>
            <translation>CA-Zertifikat installiert</translation>
        </message>
        <message>
            <source>CA keys dropped</source>
            <translation>CA-Schlüssel entfernt</translation>
        </message>
        <message>
            <source>Next CA prepared</source>
            <translation>Nächste CA vorbereitet</translation>
        </message>
        <message>
            <source>Next CA requested</source>
            <translation>Nächste CA beantragt</translation>
        </message>
        <message>
            <source>CA rolled over</source>
            <translation>CA gewechselt</translation>
        </message>
        <message>
            <source>Certificate added</source>
            <translation>Zertifikat hinzugefügt</translation>
        </message>
        <message>
            <source>Certificate revoked</source>
            <translation>Zertifikat gesperrt</translation>
        </message>
        <message>
            <source>Code minted</source>
            <translation>Code ausgegeben</translation>
        </message>
        <message>
            <source>Code used</source>
            <translation>Code benutzt</translation>
        </message>
        <message>
            <source>Code withdrawn</source>
            <translation>Code zurückgezogen</translation>
        </message>
        <message>
            <source>CRL made</source>
            <translation>Sperrliste erstellt</translation>
        </message>
        <message>
            <source>Endpoint added</source>
            <translation>Endpunkt hinzugefügt</translation>
        </message>
        <message>
            <source>Endpoint changed</source>
            <translation>Endpunkt geändert</translation>
        </message>
        <message>
            <source>Endpoint removed</source>
            <translation>Endpunkt entfernt</translation>
        </message>
        <message>
            <source>Request expired</source>
            <translation>Anfrage abgelaufen</translation>
        </message>
        <message>
            <source>Request failed</source>
            <translation>Anfrage fehlgeschlagen</translation>
        </message>
        <message>
            <source>Certificate issued</source>
            <translation>Zertifikat ausgestellt</translation>
        </message>
        <message>
            <source>Request held</source>
            <translation>Anfrage wartet</translation>
        </message>
        <message>
            <source>Request refused</source>
            <translation>Anfrage abgelehnt</translation>
        </message>
        <message>
            <source>Setting changed</source>
            <translation>Einstellung geändert</translation>
        </message>
        <message>
            <source>Template added</source>
            <translation>Vorlage hinzugefügt</translation>
        </message>
        <message>
            <source>Template changed</source>
            <translation>Vorlage geändert</translation>
        </message>
        <message>
            <source>Template removed</source>
            <translation>Vorlage entfernt</translation>
        </message>
        <message>
            <source>Workspace made</source>
            <translation>Arbeitsbereich angelegt</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Object</source>
            <translation>Objekt</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>%1, %2 by %3, %4</source>
            <translation>%1, %2 durch %3, %4</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuditPage</name>
        <message>
            <source>Audit</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>&amp;Verify the trail</source>
            <translation>Protokoll &amp;prüfen</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>Filter: who, what, object, details…</source>
            <translation>Filter: wer, was, Objekt, Einzelheiten…</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>Authorities</source>
            <translation>CAs</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>Nothing has happened yet.</source>
            <translation>Es ist noch nichts geschehen.</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>Wer</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Object</source>
            <translation>Objekt</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Chain</source>
            <translation>Kette</translation>
        </message>
        <message>
            <source>Hash</source>
            <translation>Hash</translation>
        </message>
        <message>
            <source>The trail is being verified.</source>
            <translation>Das Protokoll wird geprüft.</translation>
        </message>
        <message>
            <source>Verifying the audit trail</source>
            <translation>Audit-Protokoll prüfen</translation>
        </message>
        <message>
            <source>The trail was not verified.</source>
            <translation>Das Protokoll wurde nicht geprüft.</translation>
        </message>
        <message numerus="yes">
            <source>The trail is whole: %n line(s).</source>
            <translation>
                <numerusform>Das Protokoll ist unversehrt: %n Zeile.</numerusform>
                <numerusform>Das Protokoll ist unversehrt: %n Zeilen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Hash of the last line: %1
Note it elsewhere to find out if the end is ever cut off.</source>
            <translation>Hash der letzten Zeile: %1
Notieren Sie ihn anderswo, um zu bemerken, wenn je das Ende abgeschnitten wird.</translation>
        </message>
        <message>
            <source>The trail was changed: line %1 does not fit.</source>
            <translation>Das Protokoll wurde verändert: Zeile %1 passt nicht.</translation>
        </message>
        <message>
            <source>Export the audit trail</source>
            <translation>Audit-Protokoll exportieren</translation>
        </message>
        <message>
            <source>JSON lines (*.jsonl)</source>
            <translation>JSON-Zeilen (*.jsonl)</translation>
        </message>
        <message>
            <source>Exporting the audit trail</source>
            <translation>Audit-Protokoll exportieren</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuthoritiesPage</name>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Which authority</source>
            <translation>Welche CA</translation>
        </message>
        <message>
            <source>Reading the authorities…</source>
            <translation>Die CAs werden gelesen…</translation>
        </message>
        <message>
            <source>Make the &amp;CRL now</source>
            <translation>&amp;Sperrliste jetzt erstellen</translation>
        </message>
        <message>
            <source>the CSR</source>
            <translation>der CSR</translation>
        </message>
        <message>
            <source>Schedule of the CRLs</source>
            <translation>Zeitplan der Sperrlisten</translation>
        </message>
        <message>
            <source>A new CRL is made at each revocation, and when the last tenth of its life has begun. Devices may go on with one until it ends.</source>
            <translation>Bei jeder Sperrung, und wenn das letzte Zehntel ihrer Laufzeit beginnt, wird eine neue Sperrliste erstellt. Geräte dürfen eine bis zu ihrem Ende verwenden.</translation>
        </message>
        <message>
            <source>A CRL is &amp;valid for (days)</source>
            <translation>Eine Sperrliste &amp;gilt (Tage)</translation>
        </message>
        <message>
            <source>Changing the schedule of the CRLs</source>
            <translation>Zeitplan der Sperrlisten ändern</translation>
        </message>
        <message>
            <source>The next CRL follows the new schedule.</source>
            <translation>Die nächste Sperrliste folgt dem neuen Zeitplan.</translation>
        </message>
        <message>
            <source>The schedule was not changed.</source>
            <translation>Der Zeitplan wurde nicht geändert.</translation>
        </message>
        <message>
            <source>The authorities were not read.</source>
            <translation>Die CAs wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>There is no authority in this workspace.</source>
            <translation>In diesem Arbeitsbereich gibt es keine CA.</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>Making the next generation</source>
            <translation>Nächste Generation erzeugen</translation>
        </message>
        <message>
            <source>The next generation is announced.</source>
            <translation>Die nächste Generation ist angekündigt.</translation>
        </message>
        <message>
            <source>The next generation was not made.</source>
            <translation>Die nächste Generation wurde nicht erzeugt.</translation>
        </message>
        <message>
            <source>Making a key for the outside root</source>
            <translation>Schlüssel für die externe Root-CA erzeugen</translation>
        </message>
        <message>
            <source>The CSR is ready to be signed.</source>
            <translation>Der CSR kann signiert werden.</translation>
        </message>
        <message>
            <source>The CSR was not made.</source>
            <translation>Der CSR wurde nicht erzeugt.</translation>
        </message>
        <message>
            <source>From now on the next generation issues, and the current one retires. There is no way back. Devices that have not fetched the next CA certificate may refuse what they get.</source>
            <translation>Ab jetzt stellt die nächste Generation aus, und die jetzige geht in den Ruhestand. Es gibt kein Zurück. Geräte, die das nächste CA-Zertifikat nicht geholt haben, lehnen womöglich ab, was sie bekommen.</translation>
        </message>
        <message>
            <source>Switch over</source>
            <translation>Wechseln</translation>
        </message>
        <message>
            <source>Switching over</source>
            <translation>Generation wechseln</translation>
        </message>
        <message>
            <source>The next generation issues now.</source>
            <translation>Die nächste Generation stellt jetzt aus.</translation>
        </message>
        <message>
            <source>There was no switch.</source>
            <translation>Es wurde nicht gewechselt.</translation>
        </message>
        <message>
            <source>Certificates of this generation have not ended. Without its key there is no CRL for them any more, and they cannot be renewed.</source>
            <translation>Zertifikate dieser Generation sind noch nicht abgelaufen. Ohne ihren Schlüssel gibt es für sie keine Sperrliste mehr, und sie können nicht erneuert werden.</translation>
        </message>
        <message>
            <source>The keys of generation %1 are removed for good. Its certificates stay to be seen.</source>
            <translation>Die Schlüssel der Generation %1 werden endgültig entfernt. Ihre Zertifikate bleiben sichtbar.</translation>
        </message>
        <message>
            <source>Drop the keys anyway</source>
            <translation>Schlüssel trotzdem entfernen</translation>
        </message>
        <message>
            <source>Drop the keys of generation %1</source>
            <translation>Schlüssel der Generation %1 entfernen</translation>
        </message>
        <message>
            <source>The keys are gone.</source>
            <translation>Die Schlüssel sind entfernt.</translation>
        </message>
        <message>
            <source>The keys were not dropped.</source>
            <translation>Die Schlüssel wurden nicht entfernt.</translation>
        </message>
        <message>
            <source>Installing the CA certificate</source>
            <translation>CA-Zertifikat installieren</translation>
        </message>
        <message>
            <source>The certificate is installed.</source>
            <translation>Das Zertifikat ist installiert.</translation>
        </message>
        <message>
            <source>Making the CRL</source>
            <translation>Sperrliste erstellen</translation>
        </message>
        <message>
            <source>The CRL is made.</source>
            <translation>Die Sperrliste ist erstellt.</translation>
        </message>
        <message>
            <source>The CRL was not made.</source>
            <translation>Die Sperrliste wurde nicht erstellt.</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>Speichern unter</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Back up the CA key</source>
            <translation>CA-Schlüssel sichern</translation>
        </message>
        <message>
            <source>The file will hold the private key of the CA. Whoever has it and the passphrase can issue any certificate. Keep both apart, and offline. The audit trail notes the export.</source>
            <translation>Die Datei wird den privaten Schlüssel der CA enthalten. Wer sie und die Passphrase hat, kann jedes Zertifikat ausstellen. Bewahren Sie beides getrennt und offline auf. Das Audit-Protokoll vermerkt den Export.</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>Datei wählen…</translation>
        </message>
        <message>
            <source>PKCS#12 (*.p12)</source>
            <translation>PKCS#12 (*.p12)</translation>
        </message>
        <message>
            <source>Exporting the CA key</source>
            <translation>CA-Schlüssel exportieren</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::AuthorityCard</name>
        <message>
            <source>ended %1</source>
            <translation>abgelaufen: %1</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>noch %1</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>Certificate authority</source>
            <translation>Zertifizierungsstelle</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open the certificate authority</source>
            <translation>Zertifizierungsstelle öffnen</translation>
        </message>
        <message>
            <source>There is no CA yet.</source>
            <translation>Es gibt noch keine CA.</translation>
        </message>
        <message>
            <source>%1 waits for its certificate.</source>
            <translation>%1 wartet auf sein Zertifikat.</translation>
        </message>
        <message>
            <source>Beside it</source>
            <translation>Daneben</translation>
        </message>
        <message numerus="yes">
            <source>%n more CA(s)</source>
            <translation>
                <numerusform>%n weitere CA</numerusform>
                <numerusform>%n weitere CAs</numerusform>
            </translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>Signatur</translation>
        </message>
        <message>
            <source>CA certificate</source>
            <translation>CA-Zertifikat</translation>
        </message>
        <message>
            <source>RA certificate</source>
            <translation>RA-Zertifikat</translation>
        </message>
        <message>
            <source>none: the CA answers itself</source>
            <translation>keine: die CA antwortet selbst</translation>
        </message>
        <message>
            <source>Next CRL</source>
            <translation>Nächste Sperrliste</translation>
        </message>
        <message>
            <source>none made yet</source>
            <translation>noch keine erstellt</translation>
        </message>
        <message>
            <source>due since %1</source>
            <translation>fällig seit %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::BackupDialog</name>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <source>Copy the key file too</source>
            <translation>Auch die Schlüsseldatei kopieren</translation>
        </message>
        <message>
            <source>Back up</source>
            <translation>Sichern</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Back up the workspace</source>
            <translation>Arbeitsbereich sichern</translation>
        </message>
        <message>
            <source>The copy holds everything as of now: authorities, requests, certificates, codes, the audit trail and the settings of the responder. Devices are served while it is made.</source>
            <translation>Die Kopie enthält alles mit Stand von jetzt: CAs, Anfragen, Zertifikate, Codes, das Audit-Protokoll und die Einstellungen des Responders. Geräte werden währenddessen weiter bedient.</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>Scepter workspaces (*.scepter)</source>
            <translation>Arbeitsbereiche von Scepter (*.scepter)</translation>
        </message>
        <message>
            <source>The workspace has no key file: you keep its passphrase. The copy opens with that passphrase only.</source>
            <translation>Der Arbeitsbereich hat keine Schlüsseldatei: Sie bewahren seine Passphrase auf. Die Kopie öffnet sich nur mit dieser Passphrase.</translation>
        </message>
        <message>
            <source>Whoever gets the copy and its key file has all keys of your CA. Keep the two apart.</source>
            <translation>Wer die Kopie und ihre Schlüsseldatei bekommt, hat alle Schlüssel Ihrer CA. Bewahren Sie die beiden getrennt auf.</translation>
        </message>
        <message>
            <source>The copy alone opens nothing: keep the key file of the workspace somewhere else, or the copy is worthless when this disk fails.</source>
            <translation>Die Kopie allein öffnet nichts: bewahren Sie die Schlüsseldatei des Arbeitsbereichs anderswo auf, sonst ist die Kopie wertlos, wenn dieser Datenträger ausfällt.</translation>
        </message>
        <message>
            <source>Backing up…</source>
            <translation>Wird gesichert…</translation>
        </message>
        <message>
            <source>Backing up to %1</source>
            <translation>Nach %1 sichern</translation>
        </message>
        <message>
            <source>There is no sound backup.</source>
            <translation>Es gibt keine unversehrte Sicherung.</translation>
        </message>
        <message>
            <source>Saved and checked: %1 (%2). It holds %3, %4 and %5.</source>
            <translation>Gespeichert und geprüft: %1 (%2). Enthalten sind %3, %4 und %5.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n Anfrage</numerusform>
                <numerusform>%n Anfragen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s)</source>
            <translation>
                <numerusform>%n Zertifikat</numerusform>
                <numerusform>%n Zertifikate</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) of the audit trail</source>
            <translation>
                <numerusform>%n Zeile des Audit-Protokolls</numerusform>
                <numerusform>%n Zeilen des Audit-Protokolls</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CaptureState</name>
        <message>
            <source>Recording off</source>
            <translation>Aufzeichnung aus</translation>
        </message>
        <message>
            <source>Recording headers only</source>
            <translation>Zeichnet nur Köpfe auf</translation>
        </message>
        <message>
            <source>Recording full</source>
            <translation>Zeichnet alles auf</translation>
        </message>
        <message>
            <source>%1, %2 of %3 kept</source>
            <comment>mode, number, most</comment>
            <translation>%1, %2 von %3 behalten</translation>
        </message>
        <message numerus="yes">
            <source>%n dropped</source>
            <translation>
                <numerusform>%n verworfen</numerusform>
                <numerusform>%n verworfen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificateModel</name>
        <message>
            <source>Revoked %1: %2.</source>
            <translation>Gesperrt %1: %2.</translation>
        </message>
        <message>
            <source>Expired %1, after %2.</source>
            <translation>Abgelaufen %1, nach %2.</translation>
        </message>
        <message>
            <source>Valid from %1 on, for %2.</source>
            <translation>Gültig ab %1, für %2.</translation>
        </message>
        <message>
            <source>Valid for another %1, of %2 in all.</source>
            <translation>Noch %1 gültig (insgesamt: %2).</translation>
        </message>
        <message>
            <source>Ends very soon</source>
            <translation>Endet sehr bald</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(kein Name)</translation>
        </message>
        <message>
            <source>No reason given</source>
            <translation>Kein Grund angegeben</translation>
        </message>
        <message>
            <source>Key compromised</source>
            <translation>Schlüssel kompromittiert</translation>
        </message>
        <message>
            <source>Certificate authority compromised</source>
            <translation>Zertifizierungsstelle kompromittiert</translation>
        </message>
        <message>
            <source>Name or affiliation changed</source>
            <translation>Name oder Zugehörigkeit geändert</translation>
        </message>
        <message>
            <source>Replaced by another certificate</source>
            <translation>Durch ein anderes Zertifikat ersetzt</translation>
        </message>
        <message>
            <source>No longer in use</source>
            <translation>Nicht mehr in Gebrauch</translation>
        </message>
        <message>
            <source>On hold</source>
            <translation>Vorläufig gesperrt</translation>
        </message>
        <message>
            <source>Hold lifted</source>
            <translation>Vorläufige Sperrung aufgehoben</translation>
        </message>
        <message>
            <source>Privilege withdrawn</source>
            <translation>Berechtigung entzogen</translation>
        </message>
        <message>
            <source>Attribute authority compromised</source>
            <translation>Attributstelle kompromittiert</translation>
        </message>
        <message>
            <source>The CRL says only that the certificate is revoked.</source>
            <translation>Die Sperrliste sagt nur, dass das Zertifikat gesperrt ist.</translation>
        </message>
        <message>
            <source>Somebody else has, or may have, the private key: the device was lost, stolen or broken into.</source>
            <translation>Jemand anderes hat den privaten Schlüssel oder könnte ihn haben: das Gerät ging verloren, wurde gestohlen oder es wurde eingebrochen.</translation>
        </message>
        <message>
            <source>The private key of a certificate authority is, or may be, in other hands. For certificates of authorities.</source>
            <translation>Der private Schlüssel einer Zertifizierungsstelle (CA) ist in anderen Händen oder könnte es sein. Für Zertifikate von CAs.</translation>
        </message>
        <message>
            <source>The name in the certificate is no longer right. The key is not in doubt.</source>
            <translation>Der Name im Zertifikat stimmt nicht mehr. Der Schlüssel steht nicht in Zweifel.</translation>
        </message>
        <message>
            <source>The device has a newer certificate. The key is not in doubt.</source>
            <translation>Das Gerät hat ein neueres Zertifikat. Der Schlüssel steht nicht in Zweifel.</translation>
        </message>
        <message>
            <source>The device or service is gone. The key is not in doubt.</source>
            <translation>Das Gerät oder den Dienst gibt es nicht mehr. Der Schlüssel steht nicht in Zweifel.</translation>
        </message>
        <message>
            <source>Clients are told that the certificate is suspended. A hold cannot be lifted here: it lasts until the certificate ends.</source>
            <translation>Clients erfahren, dass das Zertifikat ausgesetzt ist. Eine Aussetzung lässt sich hier nicht aufheben: sie gilt, bis das Zertifikat endet.</translation>
        </message>
        <message>
            <source>For CRLs that list changes only; not made here.</source>
            <translation>Für Sperrlisten, die nur Änderungen aufführen; hier nicht erstellt.</translation>
        </message>
        <message>
            <source>The holder may no longer do what the certificate allows.</source>
            <translation>Der Inhaber darf nicht mehr tun, was das Zertifikat erlaubt.</translation>
        </message>
        <message>
            <source>The key of an attribute authority is, or may be, in other hands. For attribute certificates.</source>
            <translation>Der Schlüssel einer Attribut-Autorität ist in anderen Händen oder könnte es sein. Für Attributzertifikate.</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>The list cannot be sorted by this column.</source>
            <translation>Die Liste lässt sich nicht nach dieser Spalte sortieren.</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Other names (SAN)</source>
            <translation>Andere Namen (SAN)</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>Endet</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>%1, %2, serial number %3, ends %4</source>
            <translation>%1, %2, Seriennummer %3, Ende: %4</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1: ends %2</source>
            <translation>%1: Ende: %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificatePane</name>
        <message>
            <source>O&amp;verview</source>
            <translation>Ü&amp;berblick</translation>
        </message>
        <message>
            <source>All &amp;fields</source>
            <translation>Alle &amp;Felder</translation>
        </message>
        <message>
            <source>Copy the subject</source>
            <translation>Subject kopieren</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message numerus="yes">
            <source>%n percent of its validity is over</source>
            <translation>
                <numerusform>%n Prozent der Gültigkeit ist vorbei</numerusform>
                <numerusform>%n Prozent der Gültigkeit sind vorbei</numerusform>
            </translation>
        </message>
        <message>
            <source>Revocation</source>
            <translation>Sperrung</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>a reason in words, and its name in RFC 5280</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Invalid since</source>
            <translation>Ungültig seit</translation>
        </message>
        <message>
            <source>The invalidity date: from here on signatures made with the key are in doubt.</source>
            <translation>Das Ungültigkeitsdatum: ab hier stehen mit dem Schlüssel erstellte Signaturen in Zweifel.</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>Other names (SAN)</source>
            <translation>Andere Namen (SAN)</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Valid from</source>
            <translation>Gültig ab</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Gültig bis</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>SHA-1</source>
            <translation>SHA-1</translation>
        </message>
        <message>
            <source>Where it comes from</source>
            <translation>Woher es kommt</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>Request %1</source>
            <translation>Anfrage %1</translation>
        </message>
        <message>
            <source>None: made for the service itself</source>
            <translation>Keine: für den Dienst selbst erstellt</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>Renews</source>
            <translation>Erneuert</translation>
        </message>
        <message>
            <source>Certificate %1</source>
            <translation>Zertifikat %1</translation>
        </message>
        <message>
            <source>Renewed by</source>
            <translation>Erneuert durch</translation>
        </message>
        <message>
            <source>Renewal asked for</source>
            <translation>Erneuerung verlangt</translation>
        </message>
        <message>
            <source>Request %1 (%2)</source>
            <translation>Anfrage %1 (%2)</translation>
        </message>
        <message>
            <source>More renewals</source>
            <translation>Weitere Erneuerungen</translation>
        </message>
        <message>
            <source>Chain, up to the root</source>
            <translation>Kette, bis zur Root-CA</translation>
        </message>
        <message>
            <source>%1 – %2</source>
            <translation>%1 – %2</translation>
        </message>
        <message>
            <source>%1 – %2; %3</source>
            <translation>%1 – %2; %3</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificateWindow</name>
        <message>
            <source>Certificate %1</source>
            <translation>Zertifikat %1</translation>
        </message>
        <message>
            <source>&amp;Fields</source>
            <translation>&amp;Felder</translation>
        </message>
        <message>
            <source>C&amp;hain</source>
            <translation>&amp;Kette</translation>
        </message>
        <message>
            <source>The certificate as PEM</source>
            <translation>Das Zertifikat als PEM</translation>
        </message>
        <message>
            <source>&amp;PEM</source>
            <translation>&amp;PEM</translation>
        </message>
        <message>
            <source>The bytes of the certificate (DER)</source>
            <translation>Die Bytes des Zertifikats (DER)</translation>
        </message>
        <message>
            <source>&amp;Raw bytes</source>
            <translation>&amp;Rohe Bytes</translation>
        </message>
        <message>
            <source>Co&amp;mpare with…</source>
            <translation>Ver&amp;gleichen mit…</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>S&amp;chließen</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>The certificate could not be read.</source>
            <translation>Das Zertifikat konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>%1 – certificate %2</source>
            <translation>%1 – Zertifikat %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CertificatesPage</name>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>No certificates yet.</source>
            <translation>Noch keine Zertifikate.</translation>
        </message>
        <message>
            <source>Certificates appear here as soon as a request is approved.</source>
            <translation>Zertifikate erscheinen hier, sobald eine Anfrage genehmigt ist.</translation>
        </message>
        <message>
            <source>Open the requests</source>
            <translation>Anfragen öffnen</translation>
        </message>
        <message>
            <source>Make a CR&amp;L now</source>
            <translation>Sperr&amp;liste jetzt erstellen</translation>
        </message>
        <message>
            <source>Co&amp;mpare…</source>
            <translation>Ver&amp;gleichen…</translation>
        </message>
        <message>
            <source>&amp;Revoke…</source>
            <translation>&amp;Sperren…</translation>
        </message>
        <message>
            <source>Open in a &amp;window</source>
            <translation>In einem &amp;Fenster öffnen</translation>
        </message>
        <message>
            <source>&amp;Copy as…</source>
            <translation>&amp;Kopieren als…</translation>
        </message>
        <message>
            <source>&amp;Save as…</source>
            <translation>&amp;Speichern unter…</translation>
        </message>
        <message>
            <source>&amp;Export the CRL…</source>
            <translation>Sperrliste &amp;exportieren…</translation>
        </message>
        <message>
            <source>Filter: subject, other name (SAN), serial number, fingerprint…</source>
            <translation>Filter: Subject, anderer Name (SAN), Seriennummer, Fingerabdruck…</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>Ends soon</source>
            <translation>Endet bald</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Show only certificates of this authority</source>
            <translation>Nur Zertifikate dieser CA zeigen</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message numerus="yes">
            <source>Ends within %n day(s)</source>
            <translation>
                <numerusform>Endet innerhalb von %n Tag</numerusform>
                <numerusform>Endet innerhalb von %n Tagen</numerusform>
            </translation>
        </message>
        <message>
            <source>No authority has its certificate yet.</source>
            <translation>Noch keine CA hat ihr Zertifikat.</translation>
        </message>
        <message>
            <source>All authorities</source>
            <translation>Alle CAs</translation>
        </message>
        <message>
            <source>%1, generation %2</source>
            <translation>%1, Generation %2</translation>
        </message>
        <message>
            <source>Certificate %1 could not be read.</source>
            <translation>Zertifikat %1 konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Co&amp;mpare</source>
            <translation>Ver&amp;gleichen</translation>
        </message>
        <message>
            <source>Choose a certificate first.</source>
            <translation>Wählen Sie zuerst ein Zertifikat.</translation>
        </message>
        <message>
            <source>At most %1 certificates at once.</source>
            <translation>Höchstens %1 Zertifikate auf einmal.</translation>
        </message>
        <message>
            <source>Choose one or two certificates.</source>
            <translation>Wählen Sie ein oder zwei Zertifikate.</translation>
        </message>
        <message>
            <source>Choose another certificate than number %1, then press Compare again.</source>
            <translation>Wählen Sie ein anderes Zertifikat als Nummer %1, und drücken Sie dann erneut Vergleichen.</translation>
        </message>
        <message>
            <source>Do not compare</source>
            <translation>Nicht vergleichen</translation>
        </message>
        <message>
            <source>Co&amp;mpare with %1</source>
            <translation>Mit %1 ver&amp;gleichen</translation>
        </message>
        <message>
            <source>Choose the certificate to compare number %1 with, then press Compare again.</source>
            <translation>Wählen Sie das Zertifikat, mit dem Nummer %1 verglichen werden soll, und drücken Sie dann erneut Vergleichen.</translation>
        </message>
        <message>
            <source>Nothing was revoked.</source>
            <translation>Es wurde nichts gesperrt.</translation>
        </message>
        <message numerus="yes">
            <source>Revoking %n certificate(s)</source>
            <translation>
                <numerusform>%n Zertifikat sperren</numerusform>
                <numerusform>%n Zertifikate sperren</numerusform>
            </translation>
        </message>
        <message>
            <source>Certificate %1: %2</source>
            <translation>Zertifikat %1: %2</translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) could not be revoked: %1</source>
            <translation>
                <numerusform>%n Zertifikat konnte nicht gesperrt werden: %1</numerusform>
                <numerusform>%n Zertifikate konnten nicht gesperrt werden: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) revoked.</source>
            <translation>
                <numerusform>%n Zertifikat gesperrt.</numerusform>
                <numerusform>%n Zertifikate gesperrt.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n had been revoked meanwhile by somebody else.</source>
            <translation>
                <numerusform>%n wurde inzwischen von jemand anderem gesperrt.</numerusform>
                <numerusform>%n wurden inzwischen von jemand anderem gesperrt.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left as they were.</source>
            <translation>
                <numerusform>%n blieb, wie es war.</numerusform>
                <numerusform>%n blieben, wie sie waren.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clients learn of it from the next CRL.</source>
            <translation>Clients erfahren es aus der nächsten Sperrliste.</translation>
        </message>
        <message>
            <source>Make the CRL now</source>
            <translation>Sperrliste jetzt erstellen</translation>
        </message>
        <message>
            <source>A CRL is being made.</source>
            <translation>Eine Sperrliste wird erstellt.</translation>
        </message>
        <message>
            <source>Making the CRL</source>
            <translation>Sperrliste erstellen</translation>
        </message>
        <message>
            <source>The CRL was not made.</source>
            <translation>Die Sperrliste wurde nicht erstellt.</translation>
        </message>
        <message>
            <source>CRL number %1 of %2, generation %3, is made: it lists %4 and the next one is due %5.</source>
            <translation>Sperrliste Nummer %1 von %2, Generation %3, ist erstellt: sie enthält %4. Nächste fällig: %5.</translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s)</source>
            <translation>
                <numerusform>%n Zertifikat</numerusform>
                <numerusform>%n Zertifikate</numerusform>
            </translation>
        </message>
        <message>
            <source>Next update: %1</source>
            <translation>Nächste Aktualisierung: %1</translation>
        </message>
        <message>
            <source>Save the CRL…</source>
            <translation>Sperrliste speichern…</translation>
        </message>
        <message>
            <source>The CRL of %1, generation %2, was not made.</source>
            <translation>Die Sperrliste von %1, Generation %2, wurde nicht erstellt.</translation>
        </message>
        <message>
            <source>E&amp;xamine</source>
            <translation>&amp;Untersuchen</translation>
        </message>
        <message>
            <source>Certificate %1</source>
            <translation>Zertifikat %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ChainView</name>
        <message>
            <source>End entity</source>
            <translation>Endinstanz</translation>
        </message>
        <message>
            <source>CA</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Root</source>
            <translation>Root-CA</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>Not yet valid</source>
            <translation>Noch nicht gültig</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Chain</source>
            <translation>Kette</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Was es ist</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>Endet</translation>
        </message>
        <message>
            <source>Problem</source>
            <translation>Problem</translation>
        </message>
        <message>
            <source>Not trusted</source>
            <translation>Nicht vertraut</translation>
        </message>
        <message>
            <source>%1, %2, %3</source>
            <translation>%1, %2, %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ChallengesPage</name>
        <message>
            <source>Challenges</source>
            <translation>Challenges</translation>
        </message>
        <message>
            <source>No code was minted yet.</source>
            <translation>Es wurde noch kein Code ausgegeben.</translation>
        </message>
        <message>
            <source>A one-time code is a password (challengePassword) that lets one device enroll, once, until it ends.</source>
            <translation>Ein Einmalcode ist ein Passwort (challengePassword), mit dem sich ein Gerät einmal registrieren kann, bis es abläuft.</translation>
        </message>
        <message>
            <source>Mint a code</source>
            <translation>Code ausgeben</translation>
        </message>
        <message>
            <source>&amp;Withdraw</source>
            <translation>&amp;Zurückziehen</translation>
        </message>
        <message>
            <source>&amp;Mint codes…</source>
            <translation>Codes aus&amp;geben…</translation>
        </message>
        <message>
            <source>Filter: note, endpoint, what it is bound to, #number</source>
            <translation>Filter: Notiz, Endpunkt, woran er gebunden ist, #Nummer</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>No code was minted.</source>
            <translation>Es wurde kein Code ausgegeben.</translation>
        </message>
        <message>
            <source>Save the codes</source>
            <translation>Codes speichern</translation>
        </message>
        <message>
            <source>Comma-separated values (*.csv)</source>
            <translation>Kommagetrennte Werte (*.csv)</translation>
        </message>
        <message>
            <source>Saving codes</source>
            <translation>Codes speichern</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Withdraw %n code(s)</source>
            <translation>
                <numerusform>%n Code &amp;zurückziehen</numerusform>
                <numerusform>%n Codes &amp;zurückziehen</numerusform>
            </translation>
        </message>
        <message>
            <source>Makes unused codes useless</source>
            <translation>Macht unbenutzte Codes unbrauchbar</translation>
        </message>
        <message>
            <source>Choose codes in the list first.</source>
            <translation>Wählen Sie zuerst Codes in der Liste.</translation>
        </message>
        <message>
            <source>Only unused codes can be withdrawn.</source>
            <translation>Nur unbenutzte Codes können zurückgezogen werden.</translation>
        </message>
        <message numerus="yes">
            <source>Withdraw %n code(s) (%1)? Devices that have them can no longer enroll with them. This cannot be undone.</source>
            <translation>
                <numerusform>%n Code zurückziehen (%1)? Geräte, die ihn haben, können sich nicht mehr damit registrieren. Das lässt sich nicht rückgängig machen.</numerusform>
                <numerusform>%n Codes zurückziehen (%1)? Geräte, die sie haben, können sich nicht mehr damit registrieren. Das lässt sich nicht rückgängig machen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Withdraw %n code(s)</source>
            <translation>
                <numerusform>%n Code zurückziehen</numerusform>
                <numerusform>%n Codes zurückziehen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Withdrawing %n code(s)</source>
            <translation>
                <numerusform>%n Code zurückziehen</numerusform>
                <numerusform>%n Codes zurückziehen</numerusform>
            </translation>
        </message>
        <message>
            <source>No code was withdrawn.</source>
            <translation>Es wurde kein Code zurückgezogen.</translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) withdrawn.</source>
            <translation>
                <numerusform>%n Code zurückgezogen.</numerusform>
                <numerusform>%n Codes zurückgezogen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Code %1: %2</source>
            <translation>Code %1: %2</translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) could not be withdrawn: somebody was faster, or they are used up.</source>
            <translation>
                <numerusform>%n Code konnte nicht zurückgezogen werden: jemand war schneller, oder er ist aufgebraucht.</numerusform>
                <numerusform>%n Codes konnten nicht zurückgezogen werden: jemand war schneller, oder sie sind aufgebraucht.</numerusform>
            </translation>
        </message>
        <message>
            <source>Codes, accounts, services and news</source>
            <translation>Codes, Konten, Dienste und Nachrichten</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Konten</translation>
        </message>
        <message>
            <source>Services</source>
            <translation>Dienste</translation>
        </message>
        <message>
            <source>News</source>
            <translation>Nachrichten</translation>
        </message>
        <message>
            <source>New &amp;account</source>
            <translation>Neues &amp;Konto</translation>
        </message>
        <message>
            <source>&amp;Duplicate</source>
            <translation>&amp;Duplizieren</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Entfernen…</translation>
        </message>
        <message>
            <source>Try the service &amp;now</source>
            <translation>Dienst &amp;jetzt versuchen</translation>
        </message>
        <message>
            <source>&amp;Tell again now</source>
            <translation>Jetzt erneut &amp;mitteilen</translation>
        </message>
        <message>
            <source>&amp;Give up…</source>
            <translation>&amp;Aufgeben…</translation>
        </message>
        <message>
            <source>Go to the services first.</source>
            <translation>Gehen Sie erst zu den Diensten.</translation>
        </message>
        <message>
            <source>Go to the news first.</source>
            <translation>Gehen Sie erst zu den Nachrichten.</translation>
        </message>
        <message>
            <source>Ends the pause: the next question goes out, to see whether it is back</source>
            <translation>Beendet die Pause: Die nächste Frage geht hinaus, um zu sehen, ob der Dienst wieder da ist</translation>
        </message>
        <message>
            <source>Does not wait for the next try</source>
            <translation>Wartet nicht auf den nächsten Versuch</translation>
        </message>
        <message>
            <source>Ends the tries</source>
            <translation>Beendet die Versuche</translation>
        </message>
        <message>
            <source>100 or more</source>
            <translation>100 oder mehr</translation>
        </message>
        <message>
            <source>News %1</source>
            <translation>Nachrichten %1</translation>
        </message>
        <message>
            <source>The endpoints were not read.</source>
            <translation>Die Endpunkte wurden nicht gelesen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CodeDetail</name>
        <message>
            <source>%1, %2</source>
            <comment>a time, and how long ago</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Minted</source>
            <translation>Ausgegeben</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Durch</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>Endet</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Ends in less than ten minutes</source>
            <translation>Endet in weniger als zehn Minuten</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>Benutzungen</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>Zuletzt benutzt</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Every endpoint that takes codes</source>
            <translation>Jeder Endpunkt, der Codes annimmt</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Bound to</source>
            <translation>Gebunden an</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>noch keine</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(kein Subject)</translation>
        </message>
        <message>
            <source>Request %1, %2</source>
            <translation>Anfrage %1, %2</translation>
        </message>
        <message>
            <source>And</source>
            <translation>Und</translation>
        </message>
        <message numerus="yes">
            <source>%n older request(s)</source>
            <translation>
                <numerusform>%n ältere Anfrage</numerusform>
                <numerusform>%n ältere Anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>Code %1</source>
            <translation>Code %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CodeModel</name>
        <message>
            <source>%1 of %2 left</source>
            <comment>uses</comment>
            <translation>noch %1 von %2</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Bound to</source>
            <translation>Gebunden an</translation>
        </message>
        <message>
            <source>Ends in</source>
            <translation>Endet in</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>Benutzungen</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Minted by</source>
            <translation>Ausgegeben von</translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <comment>subjects</comment>
            <translation>
                <numerusform>%1 und %n weiterer</numerusform>
                <numerusform>%1 und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>any</source>
            <comment>endpoint</comment>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>Every endpoint that takes codes</source>
            <translation>Jeder Endpunkt, der Codes annimmt</translation>
        </message>
        <message>
            <source>Code %1, %2, bound to %3, %4, ends %5</source>
            <translation>Code %1, %2, gebunden an %3, %4, Ende: %5</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CommandPalette</name>
        <message>
            <source>Go to</source>
            <translation>Gehe zu</translation>
        </message>
        <message>
            <source>A page, an action, a subject, a serial number…</source>
            <translation>Eine Seite, eine Aktion, ein Name, eine Seriennummer…</translation>
        </message>
        <message>
            <source>What to look for</source>
            <translation>Wonach gesucht wird</translation>
        </message>
        <message>
            <source>What fits</source>
            <translation>Was passt</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Seite</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Request %1, %2</source>
            <translation>Anfrage %1, %2</translation>
        </message>
        <message>
            <source>Certificate %1</source>
            <translation>Zertifikat %1</translation>
        </message>
        <message>
            <source>Code #%1 %2</source>
            <translation>Code #%1 %2</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Endpoint %1</source>
            <translation>Endpunkt %1</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Vorlage</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CompareMessagesWindow</name>
        <message>
            <source>Comparing…</source>
            <translation>Vergleiche…</translation>
        </message>
        <message>
            <source>Only &amp;differences</source>
            <translation>Nur &amp;Unterschiede</translation>
        </message>
        <message>
            <source>&amp;Previous difference</source>
            <translation>&amp;Voriger Unterschied</translation>
        </message>
        <message>
            <source>&amp;Next difference</source>
            <translation>&amp;Nächster Unterschied</translation>
        </message>
        <message>
            <source>%1 and %2 — Compare</source>
            <translation>%1 und %2 – Vergleich</translation>
        </message>
        <message>
            <source>Comparison, line by line</source>
            <translation>Vergleich, Zeile für Zeile</translation>
        </message>
        <message>
            <source>Bytes of %1</source>
            <translation>Bytes von %1</translation>
        </message>
        <message>
            <source>These bytes hold a secret, which is hidden here.</source>
            <translation>Diese Bytes enthalten ein Geheimnis, das hier verborgen ist.</translation>
        </message>
        <message>
            <source>Both say the same.</source>
            <translation>Beide sagen dasselbe.</translation>
        </message>
        <message>
            <source>%1 fields differ, %2 are only left, %3 only right.</source>
            <translation>%1 Felder sind verschieden, %2 stehen nur links, %3 nur rechts.</translation>
        </message>
        <message>
            <source>There is more than the limits show.</source>
            <translation>Es gibt mehr, als die Grenzen zeigen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::CompareWindow</name>
        <message>
            <source>Only &amp;differences</source>
            <translation>Nur &amp;Unterschiede</translation>
        </message>
        <message>
            <source>Certificates %1 and %2</source>
            <translation>Zertifikate %1 und %2</translation>
        </message>
        <message>
            <source>Find a field or value</source>
            <translation>Feld oder Wert suchen</translation>
        </message>
        <message>
            <source>Comparison, line by line</source>
            <translation>Vergleich, Zeile für Zeile</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>S&amp;chließen</translation>
        </message>
        <message>
            <source>The certificates could not be compared.</source>
            <translation>Die Zertifikate konnten nicht verglichen werden.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>the number of a certificate and its name</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Both are the same certificate, byte for byte.</source>
            <translation>Beide sind dasselbe Zertifikat, Byte für Byte.</translation>
        </message>
        <message numerus="yes">
            <source>%n of %1 fields differ.</source>
            <translation>
                <numerusform>%n von %1 Feldern weicht ab.</numerusform>
                <numerusform>%n von %1 Feldern weichen ab.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ComparisonModel</name>
        <message>
            <source>Same</source>
            <translation>Gleich</translation>
        </message>
        <message>
            <source>Only left</source>
            <translation>Nur links</translation>
        </message>
        <message>
            <source>Only right</source>
            <translation>Nur rechts</translation>
        </message>
        <message>
            <source>Different</source>
            <translation>Verschieden</translation>
        </message>
        <message>
            <source>%1, %2: %3. Left: %4. Right: %5.</source>
            <translation>%1, %2: %3. Links: %4. Rechts: %5.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>Vergleich</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ComparisonTable</name>
        <message>
            <source>Expected and found, field by field</source>
            <translation>Erwartet und gefunden, Feld für Feld</translation>
        </message>
        <message numerus="yes">
            <source>All of %n field(s) are as they were expected.</source>
            <translation>
                <numerusform>Das eine Feld (%n) ist wie erwartet.</numerusform>
                <numerusform>Alle %n Felder sind wie erwartet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) of %1 are not as they were expected.</source>
            <translation>
                <numerusform>%n Feld von %1 ist nicht wie erwartet.</numerusform>
                <numerusform>%n Felder von %1 sind nicht wie erwartet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConfirmPanel</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>To go on, type %1:</source>
            <translation>Um fortzufahren, tippen Sie %1:</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConformanceModel</name>
        <message>
            <source>To come</source>
            <translation>Kommt noch</translation>
        </message>
        <message>
            <source>Not there</source>
            <translation>Nicht vorhanden</translation>
        </message>
        <message>
            <source>Pass</source>
            <translation>Bestanden</translation>
        </message>
        <message>
            <source>Fail</source>
            <translation>Nicht bestanden</translation>
        </message>
        <message>
            <source>Finding</source>
            <translation>Befund</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>What came</source>
            <translation>Was kam</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1: %2, %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConformanceTab</name>
        <message>
            <source>Also abuse it</source>
            <translation>Auch Missbrauch versuchen</translation>
        </message>
        <message>
            <source>Checks made</source>
            <translation>Ausgeführte Prüfungen</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfungen</translation>
        </message>
        <message>
            <source>What the chosen check has sent and got</source>
            <translation>Was die gewählte Prüfung gesendet und bekommen hat</translation>
        </message>
        <message>
            <source>The service was not tested to the end.</source>
            <translation>Der Dienst wurde nicht bis zum Ende getestet.</translation>
        </message>
        <message>
            <source>Sends oversized, slow and broken messages that may disturb a service. Only for services of your own.</source>
            <translation>Sendet übergroße, langsame und kaputte Nachrichten, die einen Dienst stören können. Nur für eigene Dienste.</translation>
        </message>
        <message numerus="yes">
            <source>%n check(s). The first is an enrollment that must succeed: without it the others would prove nothing.</source>
            <translation>
                <numerusform>%n Prüfung. Die erste ist eine Registrierung, die gelingen muss: Ohne sie würden die anderen nichts beweisen.</numerusform>
                <numerusform>%n Prüfungen. Die erste ist eine Registrierung, die gelingen muss: Ohne sie würden die anderen nichts beweisen.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 pass, %2 fail, %3 findings, %4 skipped</source>
            <translation>%1 bestanden, %2 nicht bestanden, %3 Befunde, %4 übersprungen</translation>
        </message>
        <message>
            <source>Running: %1.</source>
            <translation>Läuft: %1.</translation>
        </message>
        <message>
            <source>Not complete: %1.</source>
            <translation>Nicht vollständig: %1.</translation>
        </message>
        <message>
            <source>The enrollment that must succeed did not, so nothing else was tried. Look at the first check.</source>
            <translation>Die Registrierung, die gelingen muss, ist nicht gelungen; deshalb wurde nichts weiter versucht. Sehen Sie sich die erste Prüfung an.</translation>
        </message>
        <message>
            <source>Done: %1.</source>
            <translation>Erledigt: %1.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <source>Choose a check to see what was sent.</source>
            <translation>Wählen Sie eine Prüfung, um zu sehen, was gesendet wurde.</translation>
        </message>
        <message>
            <source>Section</source>
            <translation>Abschnitt</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <source>Came</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>Conformance of %1</source>
            <translation>Konformität von %1</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>JUnit (*.xml)</source>
            <translation>JUnit (*.xml)</translation>
        </message>
        <message>
            <source>One page of HTML (*.html)</source>
            <translation>Eine HTML-Seite (*.html)</translation>
        </message>
        <message>
            <source>Markdown (*.md)</source>
            <translation>Markdown (*.md)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source>Open a report to compare with</source>
            <translation>Bericht zum Vergleichen öffnen</translation>
        </message>
        <message>
            <source>Reports (*.json)</source>
            <translation>Berichte (*.json)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 was not opened.</source>
            <translation>%1 wurde nicht geöffnet.</translation>
        </message>
        <message numerus="yes">
            <source>Compared with %1, of %2: %n check(s) differ.</source>
            <translation>
                <numerusform>Verglichen mit %1 (%2): %n Prüfung weicht ab.</numerusform>
                <numerusform>Verglichen mit %1 (%2): %n Prüfungen weichen ab.</numerusform>
            </translation>
        </message>
        <message>
            <source>To be compared with %1, of %2.</source>
            <translation>Wird verglichen mit %1 vom %2.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConstraintWords</name>
        <message>
            <source>common name (CN)</source>
            <translation>allgemeiner Name (CN)</translation>
        </message>
        <message>
            <source>organization (O)</source>
            <translation>Organisation (O)</translation>
        </message>
        <message>
            <source>organizational unit (OU)</source>
            <translation>Organisationseinheit (OU)</translation>
        </message>
        <message>
            <source>serial number (serialNumber)</source>
            <translation>Seriennummer (serialNumber)</translation>
        </message>
        <message>
            <source>user id (UID)</source>
            <translation>Benutzerkennung (UID)</translation>
        </message>
        <message>
            <source>e-mail address (emailAddress)</source>
            <translation>E-Mail-Adresse (emailAddress)</translation>
        </message>
        <message>
            <source>country (C)</source>
            <translation>Land (C)</translation>
        </message>
        <message>
            <source>state or province (ST)</source>
            <translation>Bundesland oder Provinz (ST)</translation>
        </message>
        <message>
            <source>locality (L)</source>
            <translation>Ort (L)</translation>
        </message>
        <message>
            <source>domain component (DC)</source>
            <translation>Domain-Komponente (DC)</translation>
        </message>
        <message>
            <source>“%1”</source>
            <comment>a quoted value</comment>
            <translation>„%1“</translation>
        </message>
        <message>
            <source>fits the expression %1</source>
            <translation>passt zum Ausdruck %1</translation>
        </message>
        <message>
            <source>fits %1</source>
            <comment>a pattern</comment>
            <translation>passt zu %1</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>ist leer</translation>
        </message>
        <message>
            <source>is %1</source>
            <comment>a value</comment>
            <translation>ist %1</translation>
        </message>
        <message>
            <source> or </source>
            <comment>between two choices</comment>
            <translation> oder </translation>
        </message>
        <message>
            <source>whole subject</source>
            <translation>ganzes Subject</translation>
        </message>
        <message>
            <source>%1, if there is one</source>
            <comment>fits a pattern</comment>
            <translation>%1, falls vorhanden</translation>
        </message>
        <message>
            <source>other parts of the subject</source>
            <translation>andere Teile des Subjects</translation>
        </message>
        <message>
            <source>are not permitted</source>
            <translation>sind nicht erlaubt</translation>
        </message>
        <message>
            <source>list of alternative names (SAN)</source>
            <translation>Liste der alternativen Namen (SAN)</translation>
        </message>
        <message>
            <source>is not empty</source>
            <translation>ist nicht leer</translation>
        </message>
        <message>
            <source>every %1 (SAN)</source>
            <comment>a DNS name</comment>
            <translation>jeder SAN der Art %1</translation>
        </message>
        <message>
            <source>other kinds of alternative names (SAN)</source>
            <translation>andere Arten alternativer Namen (SAN)</translation>
        </message>
        <message>
            <source>key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>is of the type %1</source>
            <comment>RSA or EC</comment>
            <translation>ist von der Art %1</translation>
        </message>
        <message>
            <source>RSA key</source>
            <translation>RSA-Schlüssel</translation>
        </message>
        <message numerus="yes">
            <source>has at least %n bits</source>
            <translation>
                <numerusform>hat mindestens %n Bit</numerusform>
                <numerusform>hat mindestens %n Bit</numerusform>
            </translation>
        </message>
        <message>
            <source>asks for nothing</source>
            <translation>verlangt nichts</translation>
        </message>
        <message>
            <source>asks for nothing but %1</source>
            <translation>verlangt nur %1</translation>
        </message>
        <message>
            <source>key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>extended key usage (EKU)</source>
            <translation>erweiterte Schlüsselverwendung (EKU)</translation>
        </message>
        <message>
            <source>e-mail address</source>
            <translation>E-Mail-Adresse</translation>
        </message>
        <message>
            <source>DNS name</source>
            <translation>DNS-Name</translation>
        </message>
        <message>
            <source>URI</source>
            <translation>URI</translation>
        </message>
        <message>
            <source>IP address</source>
            <translation>IP-Adresse</translation>
        </message>
        <message>
            <source>directory name</source>
            <translation>Verzeichnisname</translation>
        </message>
        <message>
            <source>registered id</source>
            <translation>registrierte ID</translation>
        </message>
        <message>
            <source>user principal name</source>
            <translation>User Principal Name</translation>
        </message>
        <message>
            <source>other name</source>
            <translation>anderer Name</translation>
        </message>
        <message>
            <source>another type</source>
            <comment>of key</comment>
            <translation>andere Art</translation>
        </message>
        <message>
            <source>Any request.</source>
            <translation>Jede Anfrage.</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>a field, and what it is like</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Only requests like this: %1.</source>
            <comment>a list of 'common name fits a*'</comment>
            <translation>Nur Anfragen wie diese: %1.</translation>
        </message>
        <message>
            <source>; </source>
            <comment>between two rules</comment>
            <translation>; </translation>
        </message>
        <message>
            <source>any</source>
            <comment>request</comment>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>usages</source>
            <comment>are limited</comment>
            <translation>Verwendungen</translation>
        </message>
        <message>
            <source>a SAN</source>
            <translation>ein SAN</translation>
        </message>
        <message>
            <source>no names</source>
            <comment>may be in the request</comment>
            <translation>keine Namen</translation>
        </message>
        <message>
            <source>any other SAN</source>
            <translation>jeder andere SAN</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ConstraintsEditor</name>
        <message>
            <source>Hide the rules</source>
            <translation>Regeln verbergen</translation>
        </message>
        <message>
            <source>Edit the rules</source>
            <translation>Regeln bearbeiten</translation>
        </message>
        <message>
            <source>This cannot be read: %1.</source>
            <translation>Das kann nicht gelesen werden: %1.</translation>
        </message>
        <message>
            <source>Some rules cannot be read yet.</source>
            <translation>Manche Regeln sind noch nicht lesbar.</translation>
        </message>
        <message>
            <source>Add rule</source>
            <translation>Regel hinzufügen</translation>
        </message>
        <message>
            <source>Adds what is typed at its side, or an empty rule to fill in</source>
            <translation>Fügt das daneben Eingetippte hinzu, oder eine leere Regel zum Ausfüllen</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>CN=kiosk-*,O=Example</source>
            <comment>example of a rule</comment>
            <translation>CN=kiosk-*,O=Example</translation>
        </message>
        <message>
            <source>Rules for the subject, as in CN=kiosk-*,O=Example</source>
            <translation>Regeln für das Subject, wie in CN=kiosk-*,O=Example</translation>
        </message>
        <message>
            <source>No other parts of the subject</source>
            <translation>Keine anderen Teile des Subjects</translation>
        </message>
        <message>
            <source>Refuses a request whose subject has a part for which there is no rule above.</source>
            <translation>Lehnt eine Anfrage ab, deren Subject einen Teil hat, für den es oben keine Regel gibt.</translation>
        </message>
        <message>
            <source>Whole subject, as one text</source>
            <translation>Ganzes Subject, als ein Text</translation>
        </message>
        <message>
            <source>A regular expression, behind “re:”, over the subject as RFC 4514 text (the most specific part first). Empty: no rule.</source>
            <translation>Ein regulärer Ausdruck, nach „re:“, über das Subject als Text nach RFC 4514 (der genaueste Teil zuerst). Leer: keine Regel.</translation>
        </message>
        <message>
            <source>Alternative names (SAN)</source>
            <translation>Alternative Namen (SAN)</translation>
        </message>
        <message>
            <source>dns:*.example.com</source>
            <comment>example of a rule</comment>
            <translation>dns:*.example.com</translation>
        </message>
        <message>
            <source>A rule for alternative names, as in dns:*.example.com. Kinds: email, dns, uri, ip, dirname, rid, upn, other.</source>
            <translation>Eine Regel für alternative Namen, wie in dns:*.example.com. Arten: email, dns, uri, ip, dirname, rid, upn, other.</translation>
        </message>
        <message>
            <source>No other kinds of names</source>
            <translation>Keine anderen Arten von Namen</translation>
        </message>
        <message>
            <source>Refuses a request with a kind of name for which there is no rule above.</source>
            <translation>Lehnt eine Anfrage mit einer Art von Namen ab, für die es oben keine Regel gibt.</translation>
        </message>
        <message>
            <source>At least one name</source>
            <translation>Mindestens ein Name</translation>
        </message>
        <message>
            <source>Refuses a request without any alternative name.</source>
            <translation>Lehnt eine Anfrage ohne jeden alternativen Namen ab.</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>No key type chosen: a key of any type will do.</source>
            <translation>Keine Schlüsselart gewählt: ein Schlüssel jeder Art genügt.</translation>
        </message>
        <message>
            <source>RSA keys have at least</source>
            <translation>RSA-Schlüssel haben mindestens</translation>
        </message>
        <message>
            <source>any length</source>
            <translation>jede Länge</translation>
        </message>
        <message>
            <source> bits</source>
            <translation> Bit</translation>
        </message>
        <message>
            <source>What the key may be used for</source>
            <translation>Wofür der Schlüssel verwendet werden darf</translation>
        </message>
        <message>
            <source>Limit the key usage to</source>
            <translation>Schlüsselverwendung beschränken auf</translation>
        </message>
        <message>
            <source>A request that asks for any other key usage is refused.</source>
            <translation>Eine Anfrage, die eine andere Schlüsselverwendung verlangt, wird abgelehnt.</translation>
        </message>
        <message>
            <source>Limit the extended key usage (EKU) to</source>
            <translation>Erweiterte Schlüsselverwendung (EKU) beschränken auf</translation>
        </message>
        <message>
            <source>A request that asks for any other extended key usage is refused.</source>
            <translation>Eine Anfrage, die eine andere erweiterte Schlüsselverwendung verlangt, wird abgelehnt.</translation>
        </message>
        <message>
            <source>Extended key usages, with commas between them</source>
            <translation>Erweiterte Schlüsselverwendungen, durch Kommas getrennt</translation>
        </message>
        <message>
            <source>Names or object identifiers, with commas between them. Empty: a request must not ask for any.</source>
            <translation>Namen oder Object Identifier, durch Kommas getrennt. Leer: eine Anfrage darf keine verlangen.</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Add an extended key usage</source>
            <translation>Erweiterte Schlüsselverwendung hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::DashboardPage</name>
        <message>
            <source>Dashboard</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Copy the SCEP &amp;URL</source>
            <translation>SCEP-&amp;URL kopieren</translation>
        </message>
        <message>
            <source>Copy the CA &amp;fingerprint</source>
            <translation>CA-&amp;Fingerabdruck kopieren</translation>
        </message>
        <message>
            <source>the SHA-256 fingerprint of the CA</source>
            <translation>der SHA-256-Fingerabdruck der CA</translation>
        </message>
        <message>
            <source>Show the last hour as a &amp;table</source>
            <translation>Letzte Stunde als &amp;Tabelle anzeigen</translation>
        </message>
        <message>
            <source>Open the event &amp;log</source>
            <translation>&amp;Ereignisse öffnen</translation>
        </message>
        <message>
            <source>The dashboard is not up to date.</source>
            <translation>Die Übersicht ist nicht aktuell.</translation>
        </message>
        <message>
            <source>There is no CA yet.</source>
            <translation>Es gibt noch keine CA.</translation>
        </message>
        <message>
            <source>SHA-256, to compare or to put into a profile: %1</source>
            <translation>SHA-256, zum Vergleichen oder für ein Profil: %1</translation>
        </message>
        <message>
            <source>There is no endpoint yet.</source>
            <translation>Es gibt noch keinen Endpunkt.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::DenyPanel</name>
        <message>
            <source>Deny requests</source>
            <translation>Anfragen ablehnen</translation>
        </message>
        <message>
            <source>wildcard not allowed</source>
            <translation>Wildcard nicht erlaubt</translation>
        </message>
        <message>
            <source>R&amp;eason</source>
            <translation>&amp;Grund</translation>
        </message>
        <message>
            <source>&amp;failInfo</source>
            <translation>&amp;failInfo</translation>
        </message>
        <message>
            <source>The number that tells programs what was wrong</source>
            <translation>Die Zahl, die Programmen sagt, was falsch war</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Deny %n request(s): %1</source>
            <translation>
                <numerusform>%n Anfrage ablehnen: %1</numerusform>
                <numerusform>%n Anfragen ablehnen: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Deny %n request(s)</source>
            <translation>
                <numerusform>%n Anfrage ablehnen</numerusform>
                <numerusform>%n Anfragen ablehnen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 bytes</source>
            <translation>%1 von %2 Bytes</translation>
        </message>
        <message>
            <source>Too long: a client can be told %1 bytes.</source>
            <translation>Zu lang: einem Client lassen sich höchstens %1 Bytes mitteilen.</translation>
        </message>
        <message>
            <source>Say why: the reason goes to the client and into the audit trail.</source>
            <translation>Geben Sie an, warum: der Grund geht an den Client und ins Audit-Protokoll.</translation>
        </message>
        <message>
            <source>The client will be told: FAILURE, %1, and the reason.</source>
            <translation>Dem Client wird mitgeteilt: FAILURE, %1, und der Grund.</translation>
        </message>
        <message>
            <source>The client will be told: FAILURE, %1, “%2”</source>
            <translation>Dem Client wird mitgeteilt: FAILURE, %1, „%2“</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::DurationEdit</name>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>%1: unit</source>
            <translation>%1: Einheit</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointCompatibility</name>
        <message>
            <source>Compatibility</source>
            <translation>Kompatibilität</translation>
        </message>
        <message>
            <source>Made for</source>
            <translation>Erstellt für</translation>
        </message>
        <message>
            <source>Take 3DES</source>
            <translation>3DES annehmen</translation>
        </message>
        <message>
            <source>Older Cisco IOS and other old devices encrypt with nothing else.</source>
            <translation>Älteres Cisco IOS und andere alte Geräte können nur damit verschlüsseln.</translation>
        </message>
        <message>
            <source>3DES is weak; it is announced in GetCACaps, and clients may choose it.</source>
            <translation>3DES ist schwach; es wird in GetCACaps angekündigt, und Clients können es wählen.</translation>
        </message>
        <message>
            <source>Take SHA-1 signatures</source>
            <translation>SHA-1-Signaturen annehmen</translation>
        </message>
        <message>
            <source>Older Windows and network devices sign with nothing else.</source>
            <translation>Ältere Windows-Systeme und Netzwerkgeräte können nur damit signieren.</translation>
        </message>
        <message>
            <source>SHA-1 signatures can be forged.</source>
            <translation>SHA-1-Signaturen lassen sich fälschen.</translation>
        </message>
        <message>
            <source>Take requests that another key has signed</source>
            <translation>Anfragen annehmen, die ein anderer Schlüssel signiert hat</translation>
        </message>
        <message>
            <source>A device management that enrolls for its devices, such as Jamf Pro, signs with a certificate of its own.</source>
            <translation>Eine Geräteverwaltung, die für ihre Geräte registriert, etwa Jamf Pro, signiert mit einem eigenen Zertifikat.</translation>
        </message>
        <message>
            <source>Whoever has the challenge can then enroll a key that is not his.</source>
            <translation>Wer die Challenge hat, kann dann einen Schlüssel registrieren, der nicht seiner ist.</translation>
        </message>
        <message>
            <source>Answer with the CA's own key, without the RA</source>
            <translation>Mit dem Schlüssel der CA selbst antworten, ohne die RA</translation>
        </message>
        <message>
            <source>For clients that do not understand an RA certificate.</source>
            <translation>Für Clients, die ein RA-Zertifikat nicht verstehen.</translation>
        </message>
        <message>
            <source>The CA key then decrypts what comes from the network.</source>
            <translation>Der CA-Schlüssel entschlüsselt dann, was aus dem Netz kommt.</translation>
        </message>
        <message>
            <source>Send the CA chain along with an issued certificate</source>
            <translation>Die CA-Kette mit einem ausgestellten Zertifikat mitsenden</translation>
        </message>
        <message>
            <source>Some devices do not find the CA certificate otherwise.</source>
            <translation>Manche Geräte finden das CA-Zertifikat sonst nicht.</translation>
        </message>
        <message>
            <source>GetCACert: certificates above the CA too</source>
            <translation>GetCACert: auch Zertifikate über der CA</translation>
        </message>
        <message>
            <source>Apple devices want as few certificates as there can be.</source>
            <translation>Apple-Geräte wollen so wenige Zertifikate wie möglich.</translation>
        </message>
        <message>
            <source>GetCACert: the root too</source>
            <translation>GetCACert: auch die Root-CA</translation>
        </message>
        <message>
            <source>Windows looks for the thumbprint of the root there.</source>
            <translation>Windows sucht dort nach dem Fingerabdruck (Thumbprint) der Root-CA.</translation>
        </message>
        <message>
            <source>The switches below differ from it; choose it again to reset them.</source>
            <translation>Die Schalter unten weichen davon ab; zum Zurücksetzen erneut wählen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointConfig</name>
        <message>
            <source>no limit</source>
            <translation>keine Grenze</translation>
        </message>
        <message numerus="yes">
            <source>%n wrong guess(es) in %1</source>
            <translation>
                <numerusform>%n falscher Versuch in %1</numerusform>
                <numerusform>%n falsche Versuche in %1</numerusform>
            </translation>
        </message>
        <message>
            <source>nothing above the CA</source>
            <translation>nichts über der CA</translation>
        </message>
        <message>
            <source>the whole chain</source>
            <translation>die ganze Kette</translation>
        </message>
        <message>
            <source>the chain without its root</source>
            <translation>die Kette ohne ihre Root-CA</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n Stunde</numerusform>
                <numerusform>%n Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n Minute</numerusform>
                <numerusform>%n Minuten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n second(s)</source>
            <translation>
                <numerusform>%n Sekunde</numerusform>
                <numerusform>%n Sekunden</numerusform>
            </translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Further paths</source>
            <translation>Weitere Pfade</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>Approval</source>
            <translation>Genehmigung</translation>
        </message>
        <message>
            <source>Wrong guesses</source>
            <translation>Falsche Versuche</translation>
        </message>
        <message>
            <source>Renewal allowed</source>
            <translation>Erneuerung erlaubt</translation>
        </message>
        <message>
            <source>Approval of renewals</source>
            <translation>Genehmigung von Erneuerungen</translation>
        </message>
        <message>
            <source>A pending request expires after</source>
            <translation>Eine wartende Anfrage läuft ab nach</translation>
        </message>
        <message>
            <source>A repeat is recognized for</source>
            <translation>Eine Wiederholung wird erkannt für</translation>
        </message>
        <message>
            <source>Constraints</source>
            <translation>Bedingungen</translation>
        </message>
        <message>
            <source>Compatibility</source>
            <translation>Kompatibilität</translation>
        </message>
        <message>
            <source>3DES</source>
            <translation>3DES</translation>
        </message>
        <message>
            <source>SHA-1</source>
            <translation>SHA-1</translation>
        </message>
        <message>
            <source>Signed by another key</source>
            <translation>Mit einem anderen Schlüssel signiert</translation>
        </message>
        <message>
            <source>The CA answers itself</source>
            <translation>Die CA antwortet selbst</translation>
        </message>
        <message>
            <source>Reply with chain</source>
            <translation>Antwort mit Kette</translation>
        </message>
        <message>
            <source>GetCACert</source>
            <translation>GetCACert</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Validity</source>
            <translation>Gültigkeit</translation>
        </message>
        <message>
            <source>Backdating</source>
            <translation>Rückdatierung</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Digest</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Subject attributes</source>
            <translation>Attribute des Subjects</translation>
        </message>
        <message>
            <source>Subject pattern</source>
            <translation>Muster für das Subject</translation>
        </message>
        <message>
            <source>Empty subject</source>
            <translation>Leeres Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Types of alternative names</source>
            <translation>Arten alternativer Namen</translation>
        </message>
        <message>
            <source>Patterns of alternative names</source>
            <translation>Muster für alternative Namen</translation>
        </message>
        <message>
            <source>Source of key usage</source>
            <translation>Herkunft der Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Source of extended key usage</source>
            <translation>Herkunft der erweiterten Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Extended key usage</source>
            <translation>Erweiterte Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Any extended key usage</source>
            <translation>Jede erweiterte Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Basic constraints</source>
            <translation>Basiseinschränkungen</translation>
        </message>
        <message>
            <source>CRL addresses</source>
            <translation>CRL-Adressen</translation>
        </message>
        <message>
            <source>CA certificate addresses</source>
            <translation>Adressen des CA-Zertifikats</translation>
        </message>
        <message>
            <source>OCSP addresses</source>
            <translation>OCSP-Adressen</translation>
        </message>
        <message>
            <source>Policies</source>
            <translation>Richtlinien</translation>
        </message>
        <message>
            <source>Copied extensions</source>
            <translation>Übernommene Erweiterungen</translation>
        </message>
        <message>
            <source>Renewal window</source>
            <translation>Erneuerungsfenster</translation>
        </message>
        <message>
            <source>Renewal may change names</source>
            <translation>Erneuerung darf Namen ändern</translation>
        </message>
        <message>
            <source>Renewal may keep the key</source>
            <translation>Erneuerung darf den Schlüssel behalten</translation>
        </message>
        <message>
            <source>No challenge</source>
            <translation>Keine Challenge</translation>
        </message>
        <message>
            <source>Static challenge</source>
            <translation>Statische Challenge</translation>
        </message>
        <message>
            <source>One-time codes</source>
            <translation>Einmalcodes</translation>
        </message>
        <message>
            <source>Webhook</source>
            <translation>Webhook</translation>
        </message>
        <message>
            <source>Intune</source>
            <translation>Intune</translation>
        </message>
        <message>
            <source>Signed token</source>
            <translation>Signiertes Token</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <source> or </source>
            <extracomment>Between two kinds of challenge of which one is enough.</extracomment>
            <translation> oder </translation>
        </message>
        <message>
            <source>By the operator</source>
            <translation>Durch den Betreiber</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>As the request asks</source>
            <translation>Wie die Anfrage verlangt</translation>
        </message>
        <message>
            <source>As the request asks, listed attributes only</source>
            <translation>Wie die Anfrage verlangt, nur aufgeführte Attribute</translation>
        </message>
        <message>
            <source>Made from a pattern</source>
            <translation>Aus einem Muster gebildet</translation>
        </message>
        <message>
            <source>As the request asks, chosen types only</source>
            <translation>Wie die Anfrage verlangt, nur gewählte Arten</translation>
        </message>
        <message>
            <source>Made from patterns</source>
            <translation>Aus Mustern gebildet</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Always these</source>
            <translation>Immer diese</translation>
        </message>
        <message>
            <source>What the request asks, of these only</source>
            <translation>Was die Anfrage verlangt, nur aus diesen</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Apple devices</source>
            <translation>Apple-Geräte</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>Windows</translation>
        </message>
        <message>
            <source>Cisco, older devices</source>
            <translation>Cisco, ältere Geräte</translation>
        </message>
        <message>
            <source>Jamf as a SCEP proxy</source>
            <translation>Jamf als SCEP-Proxy</translation>
        </message>
        <message>
            <source>Strict RFC 8894</source>
            <translation>Streng nach RFC 8894</translation>
        </message>
        <message>
            <source>RSA %1</source>
            <translation>RSA %1</translation>
        </message>
        <message>
            <source>RSA %1 to %2</source>
            <translation>RSA %1 bis %2</translation>
        </message>
        <message>
            <source>EC P-256</source>
            <translation>EC P-256</translation>
        </message>
        <message>
            <source>EC P-384</source>
            <translation>EC P-384</translation>
        </message>
        <message>
            <source>EC P-521</source>
            <translation>EC P-521</translation>
        </message>
        <message>
            <source>Ed25519</source>
            <translation>Ed25519</translation>
        </message>
        <message>
            <source>an unknown kind</source>
            <translation>eine unbekannte Art</translation>
        </message>
        <message>
            <source>from %1</source>
            <translation>ab %1</translation>
        </message>
        <message>
            <source>until %1</source>
            <translation>bis %1</translation>
        </message>
        <message>
            <source>Static challenges</source>
            <translation>Statische Challenges</translation>
        </message>
        <message>
            <source>Dialect</source>
            <translation>Dialekt</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>Webhook ID</source>
            <translation>Webhook-ID</translation>
        </message>
        <message>
            <source>Authorization</source>
            <translation>Autorisierung</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Client certificate</source>
            <translation>Client-Zertifikat</translation>
        </message>
        <message>
            <source>Trusted roots</source>
            <translation>Vertraute Root-CAs</translation>
        </message>
        <message>
            <source>Allowed hosts</source>
            <translation>Erlaubte Hosts</translation>
        </message>
        <message>
            <source>Time-out</source>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>Retries</source>
            <translation>Wiederholungen</translation>
        </message>
        <message>
            <source>Asks for renewals</source>
            <translation>Fragt bei Erneuerungen</translation>
        </message>
        <message>
            <source>Is told the outcome</source>
            <translation>Erfährt das Ergebnis</translation>
        </message>
        <message>
            <source>URL for outcomes</source>
            <translation>URL für Ergebnisse</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>App ID</source>
            <translation>App-ID</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>Sign-in URL</source>
            <translation>Anmelde-URL</translation>
        </message>
        <message>
            <source>Graph URL</source>
            <translation>Graph-URL</translation>
        </message>
        <message>
            <source>Graph version</source>
            <translation>Graph-Version</translation>
        </message>
        <message>
            <source>Graph scope</source>
            <translation>Graph-Scope</translation>
        </message>
        <message>
            <source>App ID of Intune</source>
            <translation>App-ID von Intune</translation>
        </message>
        <message>
            <source>Intune scope</source>
            <translation>Intune-Scope</translation>
        </message>
        <message>
            <source>API version</source>
            <translation>API-Version</translation>
        </message>
        <message>
            <source>Waits for the success notification</source>
            <translation>Wartet auf die Annahme der Erfolgsnachricht</translation>
        </message>
        <message>
            <source>Takes revocations</source>
            <translation>Holt Sperrungen ab</translation>
        </message>
        <message>
            <source>Issuer</source>
            <translation>Aussteller</translation>
        </message>
        <message>
            <source>Audience</source>
            <translation>Empfänger (Audience)</translation>
        </message>
        <message>
            <source>Leeway</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>Longest life</source>
            <translation>Längste Gültigkeit</translation>
        </message>
        <message>
            <source>Arguments</source>
            <translation>Argumente</translation>
        </message>
        <message>
            <source>Gate “%1”</source>
            <translation>Prüfstelle „%1“</translation>
        </message>
        <message>
            <source>%1 → %2</source>
            <comment>a kind of gate becomes another</comment>
            <translation>%1 → %2</translation>
        </message>
        <message>
            <source>settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Vouches for the SID</source>
            <translation>Bürgt für die SID</translation>
        </message>
        <message>
            <source>%1 is new</source>
            <comment>a gate</comment>
            <translation>%1 ist neu</translation>
        </message>
        <message>
            <source>%1 is removed</source>
            <comment>a gate</comment>
            <translation>%1 ist entfernt</translation>
        </message>
        <message>
            <source>The order of the gates</source>
            <translation>Die Reihenfolge der Prüfstellen</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Regel</translation>
        </message>
        <message>
            <source>The secrets of gate “%1”</source>
            <translation>Die Geheimnisse der Prüfstelle „%1“</translation>
        </message>
        <message>
            <source>All of them must allow</source>
            <translation>Alle müssen erlauben</translation>
        </message>
        <message>
            <source>One that allows is enough</source>
            <translation>Eine, die erlaubt, genügt</translation>
        </message>
        <message>
            <source>As step-ca asks</source>
            <translation>Wie step-ca fragt</translation>
        </message>
        <message>
            <source>Plain JSON</source>
            <translation>Einfaches JSON</translation>
        </message>
        <message>
            <source>None</source>
            <comment>authorization</comment>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Bearer token</source>
            <translation>Bearer-Token</translation>
        </message>
        <message>
            <source>User and password</source>
            <translation>Benutzer und Passwort</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointForm</name>
        <message>
            <source>Automatic: what the checks allow is issued at once</source>
            <translation>Automatisch: was die Prüfungen erlauben, wird sofort ausgestellt</translation>
        </message>
        <message>
            <source>By the operator: every request waits on the Requests page</source>
            <translation>Durch den Betreiber: jede Anfrage wartet auf der Seite Anfragen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>The part of the SCEP URL after the server.</source>
            <translation>Der Teil der SCEP-URL nach dem Server.</translation>
        </message>
        <message>
            <source>Further paths</source>
            <translation>Weitere Pfade</translation>
        </message>
        <message>
            <source>One a line, such as /certsrv/mscep/mscep.dll: they answer like the first.</source>
            <translation>Einer je Zeile, etwa /certsrv/mscep/mscep.dll: sie antworten wie der erste.</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>Ausgestellt von</translation>
        </message>
        <message>
            <source>Show the template</source>
            <translation>Vorlage anzeigen</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>What will be in the certificates.</source>
            <translation>Was in den Zertifikaten stehen wird.</translation>
        </message>
        <message>
            <source>First enrollment</source>
            <translation>Erste Registrierung</translation>
        </message>
        <message>
            <source>Approval</source>
            <translation>Genehmigung</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>Limit wrong guesses of the challenge</source>
            <translation>Falsche Versuche bei der Challenge begrenzen</translation>
        </message>
        <message>
            <source>Wrong guesses that are allowed</source>
            <translation>Erlaubte falsche Versuche</translation>
        </message>
        <message>
            <source>Wrong guesses are counted over</source>
            <translation>Falsche Versuche werden gezählt über</translation>
        </message>
        <message>
            <source>in</source>
            <comment>so many guesses in so much time</comment>
            <translation>in</translation>
        </message>
        <message>
            <source>Wrong guesses</source>
            <translation>Falsche Versuche</translation>
        </message>
        <message>
            <source>For each client address; all addresses together may guess more.</source>
            <translation>Je Client-Adresse; alle Adressen zusammen dürfen öfter raten.</translation>
        </message>
        <message>
            <source>Constraints</source>
            <translation>Bedingungen</translation>
        </message>
        <message>
            <source>What every request here must be like, besides what its code and the template ask for.</source>
            <translation>Wie jede Anfrage hier sein muss, zusätzlich zu dem, was ihr Code und die Vorlage verlangen.</translation>
        </message>
        <message>
            <source>Renewal</source>
            <translation>Erneuerung</translation>
        </message>
        <message>
            <source>Clients may renew with the certificate that they have</source>
            <translation>Clients dürfen mit ihrem vorhandenen Zertifikat erneuern</translation>
        </message>
        <message>
            <source>Announced in GetCACaps as Renewal; needs no challenge.</source>
            <translation>In GetCACaps als Renewal angekündigt; braucht keine Challenge.</translation>
        </message>
        <message>
            <source>Time limits</source>
            <translation>Fristen</translation>
        </message>
        <message>
            <source>A pending request expires after</source>
            <translation>Eine wartende Anfrage läuft ab nach</translation>
        </message>
        <message>
            <source>Pending requests</source>
            <translation>Wartende Anfragen</translation>
        </message>
        <message>
            <source>A request that nobody decides expires after this time.</source>
            <translation>Eine Anfrage, über die niemand entscheidet, läuft nach dieser Zeit ab.</translation>
        </message>
        <message>
            <source>Repeats are recognized for</source>
            <translation>Wiederholungen werden erkannt für</translation>
        </message>
        <message>
            <source>Repeats</source>
            <translation>Wiederholungen</translation>
        </message>
        <message>
            <source>A client that asks again with the same transactionID gets the same certificate, for so long.</source>
            <translation>Ein Client, der mit derselben transactionID erneut fragt, bekommt so lange dasselbe Zertifikat.</translation>
        </message>
        <message>
            <source>Endpoint “%1” answers at %2 already.</source>
            <translation>Der Endpunkt „%1“ antwortet schon unter %2.</translation>
        </message>
        <message>
            <source>%1 is there twice.</source>
            <translation>%1 ist doppelt vorhanden.</translation>
        </message>
        <message>
            <source>An endpoint needs a name.</source>
            <translation>Ein Endpunkt braucht einen Namen.</translation>
        </message>
        <message>
            <source>There is an endpoint of this name already.</source>
            <translation>Ein Endpunkt dieses Namens ist schon vorhanden.</translation>
        </message>
        <message>
            <source>An endpoint needs a path, such as /scep.</source>
            <translation>Ein Endpunkt braucht einen Pfad, etwa /scep.</translation>
        </message>
        <message>
            <source>Choose the authority that issues.</source>
            <translation>Wählen Sie die CA, die ausstellt.</translation>
        </message>
        <message>
            <source>Choose a template that there is.</source>
            <translation>Wählen Sie eine vorhandene Vorlage.</translation>
        </message>
        <message>
            <source>The time is at most 7 days, and not nothing.</source>
            <translation>Die Zeit muss größer als null sein und höchstens 7 Tage.</translation>
        </message>
        <message>
            <source>The time must be longer than nothing.</source>
            <translation>Die Zeit muss größer als null sein.</translation>
        </message>
        <message>
            <source>A constraint cannot be read: %1</source>
            <translation>Eine Bedingung kann nicht gelesen werden: %1</translation>
        </message>
        <message>
            <source>Challenges can then be guessed without end.</source>
            <translation>Challenges lassen sich dann endlos raten.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointListModel</name>
        <message>
            <source>Cannot work</source>
            <translation>Kann nicht funktionieren</translation>
        </message>
        <message numerus="yes">
            <source>%n warning(s)</source>
            <translation>
                <numerusform>%n Warnung</numerusform>
                <numerusform>%n Warnungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>By the operator, renewals automatic</source>
            <translation>Durch den Betreiber, Erneuerungen automatisch</translation>
        </message>
        <message>
            <source>Automatic, renewals by the operator</source>
            <translation>Automatisch, Erneuerungen durch den Betreiber</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>fehlt</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Challenge</source>
            <translation>Challenge</translation>
        </message>
        <message>
            <source>Approval</source>
            <translation>Genehmigung</translation>
        </message>
        <message>
            <source>Template</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Endpoint %1 at %2: %3, %4, approval: %5, template %6</source>
            <translation>Endpunkt %1 unter %2: %3, %4, Genehmigung: %5, Vorlage %6</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointPreviewPane</name>
        <message>
            <source>not limited</source>
            <translation>nicht begrenzt</translation>
        </message>
        <message>
            <source>CA</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Root</source>
            <translation>Root-CA</translation>
        </message>
        <message>
            <source>Between CA and root</source>
            <translation>Zwischen CA und Root-CA</translation>
        </message>
        <message>
            <source>RA: signs replies, requests are encrypted to it</source>
            <translation>RA: signiert Antworten, Anfragen werden für sie verschlüsselt</translation>
        </message>
        <message>
            <source>RA: signs replies</source>
            <translation>RA: signiert Antworten</translation>
        </message>
        <message>
            <source>RA: requests are encrypted to it</source>
            <translation>RA: Anfragen werden für sie verschlüsselt</translation>
        </message>
        <message>
            <source>To look at</source>
            <translation>Zu beachten</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <source>Try it with scepterctl</source>
            <translation>Mit scepterctl ausprobieren</translation>
        </message>
        <message>
            <source>Try it with strongSwan</source>
            <translation>Mit strongSwan ausprobieren</translation>
        </message>
        <message>
            <source>GetCACaps: what clients may use</source>
            <translation>GetCACaps: was Clients verwenden dürfen</translation>
        </message>
        <message>
            <source>Copy the capabilities</source>
            <translation>Fähigkeiten kopieren</translation>
        </message>
        <message>
            <source>Answer to GetCACaps</source>
            <translation>Antwort auf GetCACaps</translation>
        </message>
        <message>
            <source>GetCACert: the certificates clients get</source>
            <translation>GetCACert: die Zertifikate, die Clients bekommen</translation>
        </message>
        <message>
            <source>the address</source>
            <translation>die Adresse</translation>
        </message>
        <message>
            <source>the capabilities</source>
            <translation>die Fähigkeiten</translation>
        </message>
        <message>
            <source>the fingerprint</source>
            <translation>der Fingerabdruck</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>Kopieren: %1</translation>
        </message>
        <message>
            <source>Start the responder to have the whole address here.</source>
            <translation>Starten Sie den Responder, um hier die ganze Adresse zu haben.</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Gültig bis</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>SHA-1</source>
            <translation>SHA-1</translation>
        </message>
        <message>
            <source>What Windows calls the thumbprint.</source>
            <translation>Was Windows „Fingerabdruck“ (Thumbprint) nennt.</translation>
        </message>
        <message>
            <source>There is no CA certificate yet.</source>
            <translation>Es gibt noch kein CA-Zertifikat.</translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s), %1 bytes as %2.</source>
            <translation>
                <numerusform>%n Zertifikat, %1 Bytes als %2.</numerusform>
                <numerusform>%n Zertifikate, %1 Bytes als %2.</numerusform>
            </translation>
        </message>
        <message>
            <source>What clients send: %1</source>
            <translation>Was Clients senden: %1</translation>
        </message>
        <message>
            <source>What clients send has to suit all gates:
• %1</source>
            <translation>Was Clients senden, muss allen Prüfstellen genügen:
• %1</translation>
        </message>
        <message>
            <source>What clients send has to suit one gate:
• %1</source>
            <translation>Was Clients senden, muss einer Prüfstelle genügen:
• %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointTab</name>
        <message>
            <source>Filter: name, path, challenge, template…</source>
            <translation>Filter: Name, Pfad, Challenge, Vorlage…</translation>
        </message>
        <message>
            <source>There is no endpoint yet.</source>
            <translation>Es gibt noch keinen Endpunkt.</translation>
        </message>
        <message>
            <source>An endpoint is an address at which clients can enroll.</source>
            <translation>Ein Endpunkt ist eine Adresse, an der sich Clients registrieren können.</translation>
        </message>
        <message>
            <source>Add the endpoint</source>
            <translation>Endpunkt hinzufügen</translation>
        </message>
        <message>
            <source>New endpoint</source>
            <translation>Neuer Endpunkt</translation>
        </message>
        <message>
            <source>Endpoint %1</source>
            <translation>Endpunkt %1</translation>
        </message>
        <message>
            <source>To be mended first: %1</source>
            <translation>Zuerst zu berichtigen: %1</translation>
        </message>
        <message>
            <source>Somebody else has removed this endpoint. Your changes are only here.</source>
            <translation>Jemand anderes hat diesen Endpunkt entfernt. Ihre Änderungen sind nur noch hier.</translation>
        </message>
        <message>
            <source>Keep mine as a new endpoint</source>
            <translation>Meine Fassung als neuen Endpunkt behalten</translation>
        </message>
        <message>
            <source>Drop mine</source>
            <translation>Meine Fassung verwerfen</translation>
        </message>
        <message>
            <source>Somebody else has changed this endpoint: %1. Applying your draft replaces that.</source>
            <translation>Jemand anderes hat diesen Endpunkt geändert: %1. Wenn Sie Ihren Entwurf anwenden, wird das ersetzt.</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Meine Fassung behalten</translation>
        </message>
        <message>
            <source>Load the other version</source>
            <translation>Andere Fassung laden</translation>
        </message>
        <message>
            <source>The endpoint was not stored.</source>
            <translation>Der Endpunkt wurde nicht gespeichert.</translation>
        </message>
        <message>
            <source>Endpoint “%1” is stored.</source>
            <translation>Der Endpunkt „%1“ ist gespeichert.</translation>
        </message>
        <message>
            <source>Choose an endpoint first.</source>
            <translation>Wählen Sie zuerst einen Endpunkt.</translation>
        </message>
        <message>
            <source>Remove endpoint “%1”? Clients that use %2 get “404 Not Found” from then on, those that wait for an answer too. Certificates that it issued stay valid.</source>
            <translation>Endpunkt „%1“ entfernen? Clients, die %2 verwenden, bekommen von da an „404 Not Found“, auch jene, die auf eine Antwort warten. Zertifikate, die er ausgestellt hat, bleiben gültig.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Remove endpoint “%1”</source>
            <translation>Endpunkt „%1“ entfernen</translation>
        </message>
        <message>
            <source>Endpoint “%1” is removed.</source>
            <translation>Der Endpunkt „%1“ ist entfernt.</translation>
        </message>
        <message>
            <source>The endpoint was not removed.</source>
            <translation>Der Endpunkt wurde nicht entfernt.</translation>
        </message>
        <message>
            <source>There is no endpoint “%1”.</source>
            <translation>Es gibt keinen Endpunkt „%1“.</translation>
        </message>
        <message>
            <source>the address</source>
            <translation>die Adresse</translation>
        </message>
        <message>
            <source>the SHA-256 fingerprint of the CA</source>
            <translation>der SHA-256-Fingerabdruck der CA</translation>
        </message>
        <message>
            <source>Endpoints</source>
            <translation>Endpunkte</translation>
        </message>
        <message>
            <source>The secret is on the clipboard; it leaves it soon.</source>
            <translation>Das Geheimnis ist in der Zwischenablage; dort wird es bald gelöscht.</translation>
        </message>
        <message>
            <source>The secrets of its gates are being read.</source>
            <translation>Die Geheimnisse seiner Prüfstellen werden gelesen.</translation>
        </message>
        <message>
            <source>The secrets of the gates were not read.</source>
            <translation>Die Geheimnisse der Prüfstellen wurden nicht gelesen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EndpointsPage</name>
        <message>
            <source>Endpoints</source>
            <translation>Endpunkte</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Vorlagen</translation>
        </message>
        <message>
            <source>Endpoints and templates</source>
            <translation>Endpunkte und Vorlagen</translation>
        </message>
        <message>
            <source>&amp;New endpoint</source>
            <translation>&amp;Neuer Endpunkt</translation>
        </message>
        <message>
            <source>&amp;Duplicate</source>
            <translation>&amp;Duplizieren</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Entfernen…</translation>
        </message>
        <message>
            <source>Copy the &amp;address</source>
            <translation>&amp;Adresse kopieren</translation>
        </message>
        <message>
            <source>Copy the CA &amp;fingerprint</source>
            <translation>CA-&amp;Fingerabdruck kopieren</translation>
        </message>
        <message>
            <source>The endpoints were not read.</source>
            <translation>Die Endpunkte wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>&amp;New template</source>
            <translation>&amp;Neue Vorlage</translation>
        </message>
        <message>
            <source>Go to the endpoints first.</source>
            <translation>Gehen Sie zuerst zu den Endpunkten.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EnrollmentTab</name>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Earlier runs</source>
            <translation>Frühere Läufe</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>Kopiert.</translation>
        </message>
        <message>
            <source>Test enrollment of %1</source>
            <translation>Testregistrierung: %1</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>The request was not approved.</source>
            <translation>Die Anfrage wurde nicht genehmigt.</translation>
        </message>
        <message>
            <source>Send again: %1</source>
            <translation>Erneut senden: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EventLogDock</name>
        <message>
            <source>Event log</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <source>Filter…</source>
            <translation>Filter…</translation>
        </message>
        <message>
            <source>Filter the event log</source>
            <translation>Ereignisse filtern</translation>
        </message>
        <message>
            <source>All events</source>
            <translation>Alle Ereignisse</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>Warnungen und Fehler</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Which events</source>
            <translation>Welche Ereignisse</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the selected events, or all</source>
            <translation>Gewählte Ereignisse kopieren, oder alle</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::EventLogModel</name>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Ereignis</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Debug</source>
            <translation>Fehlersuche</translation>
        </message>
        <message>
            <source>Info</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ExamineWindow</name>
        <message>
            <source>Expl&amp;ain</source>
            <translation>&amp;Erklären</translation>
        </message>
        <message>
            <source>Co&amp;mpare with</source>
            <translation>&amp;Vergleichen mit</translation>
        </message>
        <message>
            <source>&amp;Keys…</source>
            <translation>&amp;Schlüssel…</translation>
        </message>
        <message>
            <source>&amp;New</source>
            <translation>&amp;Neu</translation>
        </message>
        <message>
            <source>Dropped text</source>
            <translation>Abgelegter Text</translation>
        </message>
        <message>
            <source>Read in plain words what this message is and does</source>
            <translation>In einfachen Worten lesen, was diese Nachricht ist und tut</translation>
        </message>
        <message>
            <source>Compare it line by line with another message</source>
            <translation>Zeile für Zeile mit einer anderen Nachricht vergleichen</translation>
        </message>
        <message>
            <source>Keys and passwords that encrypted layers are opened with</source>
            <translation>Schlüssel und Passwörter, mit denen verschlüsselte Schichten geöffnet werden</translation>
        </message>
        <message>
            <source>Examine something else in this window</source>
            <translation>Etwas anderes in diesem Fenster untersuchen</translation>
        </message>
        <message>
            <source>A SCEP message, CMS, CSR, certificate, CRL, key or profile; as PEM, DER, base64, hex, a URL, or a whole HTTP request or response. What it is, is found out by its content.</source>
            <translation>Eine SCEP-Nachricht, CMS, CSR, Zertifikat, Sperrliste (CRL), Schlüssel oder Profil; als PEM, DER, Base64, Hex, URL oder ganze HTTP-Anfrage oder -Antwort. Was es ist, ergibt sich aus dem Inhalt.</translation>
        </message>
        <message>
            <source>Text to examine</source>
            <translation>Text zum Untersuchen</translation>
        </message>
        <message>
            <source>Paste here, drop a file, or open one</source>
            <translation>Hier einfügen, eine Datei ablegen oder öffnen</translation>
        </message>
        <message>
            <source>&amp;Open a file…</source>
            <translation>Datei ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation>&amp;Einfügen</translation>
        </message>
        <message>
            <source>&amp;Examine the text</source>
            <translation>Text &amp;untersuchen</translation>
        </message>
        <message>
            <source>Pasted text</source>
            <translation>Eingefügter Text</translation>
        </message>
        <message>
            <source>Examining %1…</source>
            <translation>Untersuche %1…</translation>
        </message>
        <message>
            <source>What is to be examined?</source>
            <translation>Was soll untersucht werden?</translation>
        </message>
        <message>
            <source>Examine</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>%1 — Examine</source>
            <translation>%1 – Untersuchen</translation>
        </message>
        <message>
            <source>Examine a file</source>
            <translation>Datei untersuchen</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 could not be read.</source>
            <translation>%1 konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The clipboard holds nothing that can be examined.</source>
            <translation>Die Zwischenablage enthält nichts, was sich untersuchen lässt.</translation>
        </message>
        <message>
            <source>It could not be examined.</source>
            <translation>Es konnte nicht untersucht werden.</translation>
        </message>
        <message>
            <source>An encrypted layer stays closed: no key or password for it is at hand.</source>
            <translation>Eine verschlüsselte Schicht bleibt zu: Kein Schlüssel oder Passwort dafür ist zur Hand.</translation>
        </message>
        <message>
            <source>Add a key…</source>
            <translation>Schlüssel hinzufügen…</translation>
        </message>
        <message>
            <source>A &amp;file…</source>
            <translation>Eine &amp;Datei…</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>Mit einer Datei vergleichen</translation>
        </message>
        <message>
            <source>No other message is open</source>
            <translation>Keine andere Nachricht ist offen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ExchangeDetail</name>
        <message>
            <source>The chosen exchange</source>
            <translation>Der gewählte Austausch</translation>
        </message>
        <message>
            <source>Which message</source>
            <translation>Welche Nachricht</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>Open in window</source>
            <translation>In Fenster öffnen</translation>
        </message>
        <message>
            <source>Shows this message in a window of its own (Enter in the list)</source>
            <translation>Zeigt diese Nachricht in einem eigenen Fenster (Eingabetaste in der Liste)</translation>
        </message>
        <message>
            <source>Request %1</source>
            <translation>Anfrage %1</translation>
        </message>
        <message>
            <source>Shows this request of the ledger</source>
            <translation>Zeigt diese Anfrage aus dem Verzeichnis</translation>
        </message>
        <message>
            <source>No. %1</source>
            <translation>Nr. %1</translation>
        </message>
        <message>
            <source>The request is not here.</source>
            <translation>Die Anfrage ist nicht da.</translation>
        </message>
        <message>
            <source>There is no reply.</source>
            <translation>Es gibt keine Antwort.</translation>
        </message>
        <message>
            <source>Only what was recorded can be shown: set the recording to full to keep all of it.</source>
            <translation>Gezeigt wird nur, was aufgezeichnet wurde: Stellen Sie die Aufzeichnung auf „Alles“, um alles zu behalten.</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>Erklären</translation>
        </message>
        <message>
            <source>Read in plain words what this message is and does</source>
            <translation>In einfachen Worten lesen, was diese Nachricht ist und tut</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ExchangeTable</name>
        <message>
            <source>%1 from %2 at %3, answered %4</source>
            <translation>%1 von %2 um %3, Antwort %4</translation>
        </message>
        <message>
            <source>Bytes of the request</source>
            <translation>Bytes der Anfrage</translation>
        </message>
        <message>
            <source>Bytes of the answer</source>
            <translation>Bytes der Antwort</translation>
        </message>
        <message>
            <source>Milliseconds until the answer left</source>
            <translation>Millisekunden, bis die Antwort abging</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Peer</source>
            <translation>Gegenstelle</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>ms</source>
            <translation>ms</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ExplainWindow</name>
        <message>
            <source>%1 — explained</source>
            <comment>a message</comment>
            <translation>%1 – erklärt</translation>
        </message>
        <message>
            <source>The message in words</source>
            <translation>Die Nachricht in Worten</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>&amp;Save…</source>
            <translation>&amp;Speichern…</translation>
        </message>
        <message>
            <source>C&amp;lose</source>
            <translation>S&amp;chließen</translation>
        </message>
        <message>
            <source>Save the explanation</source>
            <translation>Erklärung speichern</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ExportMenu</name>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>&amp;Copy as</source>
            <translation>&amp;Kopieren als</translation>
        </message>
        <message>
            <source>&amp;Save as</source>
            <translation>&amp;Speichern unter</translation>
        </message>
        <message>
            <source>Nothing is chosen.</source>
            <translation>Es ist nichts gewählt.</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Suche…</translation>
        </message>
        <message>
            <source>Copy or save it in one of the formats</source>
            <translation>In einem der Formate kopieren oder speichern</translation>
        </message>
        <message>
            <source>It could not be read.</source>
            <translation>Das konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>There is nothing to export.</source>
            <translation>Es gibt nichts zu exportieren.</translation>
        </message>
        <message>
            <source>%1 (.%2)</source>
            <comment>a format and the ending of its files</comment>
            <translation>%1 (.%2)</translation>
        </message>
        <message>
            <source>It was not copied as %1.</source>
            <translation>Wurde nicht als %1 kopiert.</translation>
        </message>
        <message>
            <source>Copied as %1.</source>
            <translation>Kopiert als %1.</translation>
        </message>
        <message>
            <source>Copied as %1. Programs that take text only get it as Base64.</source>
            <translation>Kopiert als %1. Programme, die nur Text annehmen, bekommen es als Base64.</translation>
        </message>
        <message>
            <source>Save as %1</source>
            <translation>Als %1 speichern</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Saving %1</source>
            <translation>%1 speichern</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>%1 was not saved.</source>
            <translation>%1 wurde nicht gespeichert.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FactsModel</name>
        <message>
            <source>%1 (critical)</source>
            <translation>%1 (kritisch)</translation>
        </message>
        <message>
            <source>%1, %2: %3</source>
            <translation>%1, %2: %3</translation>
        </message>
        <message>
            <source>%1, %2: %3. %4</source>
            <translation>%1, %2: %3. %4</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FactsView</name>
        <message>
            <source>No field has this text.</source>
            <translation>Kein Feld enthält diesen Text.</translation>
        </message>
        <message>
            <source>Find a field or value</source>
            <translation>Feld oder Wert suchen</translation>
        </message>
        <message>
            <source>Copy value</source>
            <translation>Wert kopieren</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Felder</translation>
        </message>
        <message>
            <source>Copy &amp;value</source>
            <translation>&amp;Wert kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;name and value</source>
            <translation>&amp;Name und Wert kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;all as text</source>
            <translation>&amp;Alles als Text kopieren</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FieldComparisonModel</name>
        <message>
            <source>Equal</source>
            <translation>Gleich</translation>
        </message>
        <message>
            <source>Differs</source>
            <translation>Weicht ab</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>%1: %2. Expected: %3. Found: %4.</source>
            <translation>%1: %2. Erwartet: %3. Gefunden: %4.</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Erwartet</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Gefunden</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FieldList</name>
        <message>
            <source>%1: open %2</source>
            <translation>%1: %2 öffnen</translation>
        </message>
        <message>
            <source>Copy %1</source>
            <translation>%1 kopieren</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FilterEdit</name>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>op:PKIOperation status:FAILURE peer:10.0. since:10m</source>
            <translation>op:PKIOperation status:FAILURE peer:10.0. since:10m</translation>
        </message>
        <message>
            <source>Words, or key:value; a minus before it excludes. Keys complete as you type; Ctrl+Space shows them all.</source>
            <translation>Wörter oder Schlüssel:Wert; ein Minus davor schließt aus. Schlüssel werden beim Tippen vervollständigt; Strg+Leertaste zeigt alle.</translation>
        </message>
        <message>
            <source>Completions</source>
            <translation>Vervollständigungen</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Show only: %1</source>
            <translation>Nur zeigen: %1</translation>
        </message>
        <message>
            <source>Not understood: %1</source>
            <translation>Nicht verstanden: %1</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Suche…</translation>
        </message>
        <message>
            <source>The filter is applied</source>
            <translation>Der Filter ist angewandt</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>rows shown of all</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1 so far, %2 to examine</source>
            <translation>%1 bisher, %2 noch zu untersuchen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::FilterRow</name>
        <message>
            <source>Filter…</source>
            <translation>Filter…</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Show only: %1</source>
            <translation>Nur zeigen: %1</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Suche…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>rows shown of all</comment>
            <translation>%1 von %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateChallengeRow</name>
        <message>
            <source>Name of static challenge %1</source>
            <translation>Name der festen Challenge %1</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <source>Replace static challenge %1</source>
            <translation>Feste Challenge %1 ersetzen</translation>
        </message>
        <message>
            <source>Makes a new one beside it. This one ends a week from now: give clients the new one until then.</source>
            <translation>Erzeugt eine neue daneben. Diese endet in einer Woche: Geben Sie den Clients bis dahin die neue.</translation>
        </message>
        <message>
            <source>Static challenge %1</source>
            <translation>Statische Challenge %1</translation>
        </message>
        <message>
            <source>Show the challenge</source>
            <translation>Challenge anzeigen</translation>
        </message>
        <message>
            <source>Copy the challenge; it leaves the clipboard soon</source>
            <translation>Challenge kopieren; sie verlässt die Zwischenablage bald</translation>
        </message>
        <message>
            <source>Put a new random text in its place at once</source>
            <translation>Sofort durch einen neuen zufälligen Text ersetzen</translation>
        </message>
        <message>
            <source>Remove the challenge</source>
            <translation>Challenge entfernen</translation>
        </message>
        <message>
            <source>Hide the challenge</source>
            <translation>Challenge verbergen</translation>
        </message>
        <message>
            <source>Taken from</source>
            <translation>Gilt ab</translation>
        </message>
        <message>
            <source>Taken until</source>
            <translation>Gilt bis</translation>
        </message>
        <message>
            <source>A challenge needs a name; clients do not see it.</source>
            <translation>Eine Challenge braucht einen Namen; Clients sehen ihn nicht.</translation>
        </message>
        <message>
            <source>A challenge must not be empty.</source>
            <translation>Eine Challenge darf nicht leer sein.</translation>
        </message>
        <message>
            <source>A challenge must not begin or end with a space.</source>
            <translation>Eine Challenge darf nicht mit einem Leerzeichen beginnen oder enden.</translation>
        </message>
        <message>
            <source>It ends before it begins.</source>
            <translation>Das Ende liegt vor dem Anfang.</translation>
        </message>
        <message>
            <source>A constraint cannot be read: %1</source>
            <translation>Eine Bedingung kann nicht gelesen werden: %1</translation>
        </message>
        <message>
            <source>It is not taken any more: remove it.</source>
            <translation>Sie gilt nicht mehr: Entfernen Sie sie.</translation>
        </message>
        <message>
            <source>It is not taken yet; that begins %1.</source>
            <translation>Sie gilt noch nicht; das beginnt %1.</translation>
        </message>
        <message>
            <source>It is taken for another %1: clients need the new one by then.</source>
            <translation>Sie gilt noch %1: Bis dahin brauchen Clients die neue.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateCodePanel</name>
        <message>
            <source>Go to the codes</source>
            <translation>Zu den Codes gehen</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>Each code can be bound to what may be asked with it.</source>
            <translation>Jeder Code kann daran gebunden werden, was damit angefragt werden darf.</translation>
        </message>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. A code does not know whose SID it is: only for codes that go to trusted people.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Ein Code weiß nicht, wessen SID es ist: nur für Codes, die an vertrauenswürdige Personen gehen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateCommandPanel</name>
        <message>
            <source>Time-out of one run</source>
            <translation>Zeitlimit eines Laufs</translation>
        </message>
        <message>
            <source>Run it with the outcome too</source>
            <translation>Auch mit dem Ergebnis starten</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Browse for the program</source>
            <translation>Programm suchen</translation>
        </message>
        <message>
            <source>With its whole path. It runs as the responder does, without a shell and in an empty environment.</source>
            <translation>Mit ganzem Pfad. Es läuft mit den Rechten des Responders, ohne Shell und in einer leeren Umgebung.</translation>
        </message>
        <message>
            <source>Arguments</source>
            <translation>Argumente</translation>
        </message>
        <message>
            <source>One a line.</source>
            <translation>Eines je Zeile.</translation>
        </message>
        <message>
            <source>Time-out</source>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>Then it is ended, and the device has to ask again.</source>
            <translation>Danach wird es beendet, und das Gerät muss wieder fragen.</translation>
        </message>
        <message>
            <source>After a certificate was issued or refused.</source>
            <translation>Nachdem ein Zertifikat ausgestellt oder abgelehnt wurde.</translation>
        </message>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. Only if the program checks whose it is.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Nur, wenn das Programm prüft, wessen SID es ist.</translation>
        </message>
        <message>
            <source>Choose the program</source>
            <translation>Programm wählen</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateIntunePanel</name>
        <message>
            <source>Addresses: only for national clouds and tests</source>
            <translation>Adressen: nur für nationale Clouds und Tests</translation>
        </message>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. Intune checks it only where its profile asks for the SID.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Intune prüft sie nur dort, wo sein Profil die SID verlangt.</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>Its primary domain name or its ID.</source>
            <translation>Sein primärer Domänenname oder seine ID.</translation>
        </message>
        <message>
            <source>App ID</source>
            <translation>App-ID</translation>
        </message>
        <message>
            <source>Application (client) ID of the app registration. It needs the permissions scep_challenge_provider of Intune and Application.Read.All of Graph.</source>
            <translation>Anwendungs-ID (Client-ID) der App-Registrierung. Sie braucht die Berechtigungen scep_challenge_provider von Intune und Application.Read.All von Graph.</translation>
        </message>
        <message>
            <source>App key</source>
            <translation>App-Schlüssel</translation>
        </message>
        <message>
            <source>The value of a client secret of that registration; it ends some day.</source>
            <translation>Der Wert eines geheimen Clientschlüssels dieser Registrierung; er läuft irgendwann ab.</translation>
        </message>
        <message>
            <source>Provider</source>
            <translation>Anbieter</translation>
        </message>
        <message>
            <source>What Intune writes into its logs: name and version.</source>
            <translation>Was Intune in seine Protokolle schreibt: Name und Version.</translation>
        </message>
        <message>
            <source>Send the certificate only when Intune has accepted the news</source>
            <translation>Zertifikat erst senden, wenn Intune die Nachricht angenommen hat</translation>
        </message>
        <message>
            <source>The device asks again until then. What Intune refuses is revoked.</source>
            <translation>Bis dahin fragt das Gerät wieder nach. Was Intune ablehnt, wird gesperrt.</translation>
        </message>
        <message>
            <source>Sign-in URL</source>
            <translation>Anmelde-URL</translation>
        </message>
        <message>
            <source>Graph URL</source>
            <translation>Graph-URL</translation>
        </message>
        <message>
            <source>Where the address of Intune's service is looked up.</source>
            <translation>Wo die Adresse des Dienstes von Intune nachgeschlagen wird.</translation>
        </message>
        <message>
            <source>Graph version</source>
            <translation>Graph-Version</translation>
        </message>
        <message>
            <source>Graph scope</source>
            <translation>Graph-Scope</translation>
        </message>
        <message>
            <source>Intune scope</source>
            <translation>Intune-Scope</translation>
        </message>
        <message>
            <source>Allowed hosts</source>
            <translation>Erlaubte Hosts</translation>
        </message>
        <message>
            <source>One a line. Only there may Intune's service be.</source>
            <translation>Einer je Zeile. Nur dort darf der Dienst von Intune sein.</translation>
        </message>
        <message>
            <source>Trusted roots</source>
            <translation>Vertraute Root-CAs</translation>
        </message>
        <message>
            <source>Besides those of the system.</source>
            <translation>Zusätzlich zu denen des Systems.</translation>
        </message>
        <message>
            <source>Time-out of one try</source>
            <translation>Zeitlimit eines Versuchs</translation>
        </message>
        <message>
            <source>Time-out</source>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>Of one try; the device waits for the answer.</source>
            <translation>Für einen Versuch; das Gerät wartet auf die Antwort.</translation>
        </message>
        <message>
            <source>Revoke what Intune wants to have revoked</source>
            <translation>Sperren, was Intune gesperrt haben will</translation>
        </message>
        <message>
            <source>Asked every five minutes. Only certificates of this endpoint's authority.</source>
            <translation>Alle fünf Minuten wird gefragt. Nur Zertifikate der CA dieses Endpunkts.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GatePanel</name>
        <message>
            <source>Name of the gate</source>
            <translation>Name der Prüfstelle</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>It vouches for the SID in a request</source>
            <translation>Bürgt für die SID in einer Anfrage</translation>
        </message>
        <message>
            <source>A gate needs a name.</source>
            <translation>Eine Prüfstelle braucht einen Namen.</translation>
        </message>
        <message>
            <source>Two gates of an endpoint cannot have the same name.</source>
            <translation>Zwei Prüfstellen eines Endpunkts können nicht denselben Namen haben.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateStaticPanel</name>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. A challenge that all clients know proves nothing about that.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Eine Challenge, die alle Clients kennen, beweist darüber nichts.</translation>
        </message>
        <message>
            <source>Add a challenge: without one nobody can enroll here.</source>
            <translation>Fügen Sie eine Challenge hinzu: ohne sie kann sich hier niemand registrieren.</translation>
        </message>
        <message>
            <source>Two challenges are the same.</source>
            <translation>Zwei Challenges sind gleich.</translation>
        </message>
        <message>
            <source>Two challenges have the same name.</source>
            <translation>Zwei Challenges haben denselben Namen.</translation>
        </message>
        <message>
            <source>Without constraints, whoever knows the challenge gets a certificate for any name (VU#971035). Bind the challenge, or the endpoint, to what clients need.</source>
            <translation>Ohne Bedingungen bekommt jeder, der die Challenge kennt, ein Zertifikat für jeden Namen (VU#971035). Binden Sie die Challenge oder den Endpunkt an das, was Clients brauchen.</translation>
        </message>
        <message>
            <source>What an attacker could ask for:</source>
            <translation>Was ein Angreifer verlangen könnte:</translation>
        </message>
        <message>
            <source>The challenges are being read.</source>
            <translation>Die Challenges werden gelesen.</translation>
        </message>
        <message>
            <source>Make a challenge</source>
            <translation>Challenge erzeugen</translation>
        </message>
        <message>
            <source>Add another challenge</source>
            <translation>Weitere Challenge hinzufügen</translation>
        </message>
        <message>
            <source>All of them are taken.</source>
            <translation>Alle gelten.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateTokenPanel</name>
        <message>
            <source>Keys of who signs</source>
            <translation>Schlüssel der Unterzeichner</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Public keys or certificates of who may sign tokens.</source>
            <translation>Öffentliche Schlüssel oder Zertifikate derer, die Token signieren dürfen.</translation>
        </message>
        <message>
            <source>Shared key</source>
            <translation>Gemeinsamer Schlüssel</translation>
        </message>
        <message>
            <source>For HS256, HS384 and HS512: at least 32 bytes, as text or as “base64:…”. Who has it can sign too.</source>
            <translation>Für HS256, HS384 und HS512: mindestens 32 Bytes, als Text oder als „base64:…“. Wer ihn hat, kann auch signieren.</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>Issuer</source>
            <translation>Aussteller</translation>
        </message>
        <message>
            <source>Claim “iss” of the token.</source>
            <translation>Claim „iss“ des Tokens.</translation>
        </message>
        <message>
            <source>Audience</source>
            <translation>Empfänger (Audience)</translation>
        </message>
        <message>
            <source>Has to be in claim “aud”; by itself the endpoint's name.</source>
            <translation>Muss im Claim „aud“ stehen; ohne Angabe der Name des Endpunkts.</translation>
        </message>
        <message>
            <source>Leeway for clocks</source>
            <translation>Toleranz für Uhren</translation>
        </message>
        <message>
            <source>Leeway</source>
            <translation>Toleranz</translation>
        </message>
        <message>
            <source>How far the clocks may differ; at most 10 minutes.</source>
            <translation>Wie weit die Uhren voneinander abweichen dürfen; höchstens 10 Minuten.</translation>
        </message>
        <message>
            <source>Longest life of a token</source>
            <translation>Längste Gültigkeit eines Tokens</translation>
        </message>
        <message>
            <source>Longest life</source>
            <translation>Längste Gültigkeit</translation>
        </message>
        <message>
            <source>A token that is good for longer is refused.</source>
            <translation>Ein Token, das länger gilt, wird abgelehnt.</translation>
        </message>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. Only if who signs the tokens puts the SID into them.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Nur, wenn der Unterzeichner der Token die SID hineinschreibt.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateWebhookPanel</name>
        <message>
            <source>Connection: certificates, hosts, time-out</source>
            <translation>Verbindung: Zertifikate, Hosts, Zeitlimit</translation>
        </message>
        <message>
            <source>A SID in a certificate lets its holder sign in to Windows as that account. Only if the service checks whose it is.</source>
            <translation>Mit einer SID im Zertifikat kann sich sein Inhaber bei Windows als dieses Konto anmelden. Nur, wenn der Dienst prüft, wessen SID es ist.</translation>
        </message>
        <message>
            <source>Dialect</source>
            <translation>Dialekt</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>By https; on this machine http will do. No password in it.</source>
            <translation>Über https; auf diesem Rechner genügt http. Kein Passwort darin.</translation>
        </message>
        <message>
            <source>Signing secret</source>
            <translation>Signaturgeheimnis</translation>
        </message>
        <message>
            <source>Webhook ID</source>
            <translation>Webhook-ID</translation>
        </message>
        <message>
            <source>Sent as X-Smallstep-Webhook-ID, so that the service knows which of its secrets to take.</source>
            <translation>Wird als X-Smallstep-Webhook-ID gesendet, damit der Dienst weiß, welches seiner Geheimnisse er nehmen muss.</translation>
        </message>
        <message>
            <source>Authorization</source>
            <translation>Autorisierung</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Bearer token</source>
            <translation>Bearer-Token</translation>
        </message>
        <message>
            <source>Ask for renewals too</source>
            <translation>Auch bei Erneuerungen fragen</translation>
        </message>
        <message>
            <source>Tell it the outcome</source>
            <translation>Ergebnis mitteilen</translation>
        </message>
        <message>
            <source>After a certificate was issued or refused; tried again until it is heard.</source>
            <translation>Nachdem ein Zertifikat ausgestellt oder abgelehnt wurde; wird wiederholt, bis die Nachricht ankommt.</translation>
        </message>
        <message>
            <source>the URL above</source>
            <translation>die URL oben</translation>
        </message>
        <message>
            <source>URL for outcomes</source>
            <translation>URL für Ergebnisse</translation>
        </message>
        <message>
            <source>Client certificate</source>
            <translation>Client-Zertifikat</translation>
        </message>
        <message>
            <source>For a service that wants to know who asks (mutual TLS).</source>
            <translation>Für einen Dienst, der wissen will, wer fragt (gegenseitiges TLS).</translation>
        </message>
        <message>
            <source>Key of the client certificate</source>
            <translation>Schlüssel des Client-Zertifikats</translation>
        </message>
        <message>
            <source>Its key</source>
            <translation>Sein Schlüssel</translation>
        </message>
        <message>
            <source>Trusted roots</source>
            <translation>Vertraute Root-CAs</translation>
        </message>
        <message>
            <source>Besides those of the system.</source>
            <translation>Zusätzlich zu denen des Systems.</translation>
        </message>
        <message>
            <source>Allowed hosts</source>
            <translation>Erlaubte Hosts</translation>
        </message>
        <message>
            <source>One a line; none: the host of the URL only.</source>
            <translation>Einer je Zeile; keiner: nur der Host der URL.</translation>
        </message>
        <message>
            <source>Time-out of one try</source>
            <translation>Zeitlimit eines Versuchs</translation>
        </message>
        <message>
            <source>Time-out</source>
            <translation>Zeitlimit</translation>
        </message>
        <message>
            <source>Of one try; the device waits for the answer.</source>
            <translation>Für einen Versuch; das Gerät wartet auf die Antwort.</translation>
        </message>
        <message>
            <source>Tries again</source>
            <translation>Wiederholungen</translation>
        </message>
        <message>
            <source>When there is no connection or the service has trouble.</source>
            <translation>Wenn keine Verbindung besteht oder der Dienst Probleme hat.</translation>
        </message>
        <message>
            <source>Say which URL is asked.</source>
            <translation>Geben Sie an, welche URL gefragt wird.</translation>
        </message>
        <message>
            <source>What SCEPCHALLENGE webhooks of step-ca get and answer: services made for it work as they are.</source>
            <translation>Was SCEPCHALLENGE-Webhooks von step-ca bekommen und antworten: Dafür gemachte Dienste funktionieren unverändert.</translation>
        </message>
        <message>
            <source>Everything that is known of the request; the answer may say what goes into the certificate, or hold it back.</source>
            <translation>Alles, was über die Anfrage bekannt ist; die Antwort kann sagen, was ins Zertifikat kommt, oder es zurückhalten.</translation>
        </message>
        <message>
            <source>Base64. The service proves with it who asks.</source>
            <translation>Base64. Der Dienst prüft damit, wer fragt.</translation>
        </message>
        <message>
            <source>Base64; may be missing. With it the service can prove who asks.</source>
            <translation>Base64; darf fehlen. Damit kann der Dienst prüfen, wer fragt.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GateWords</name>
        <message>
            <source>a static challenge of gate “%1” (challengePassword).</source>
            <translation>eine feste Challenge der Prüfstelle „%1“ (challengePassword).</translation>
        </message>
        <message>
            <source>a one-time code, minted on the Challenges page.</source>
            <translation>ein Einmalcode, ausgegeben auf der Seite „Challenges“.</translation>
        </message>
        <message>
            <source>what %1 takes as a challenge.</source>
            <translation>was %1 als Challenge annimmt.</translation>
        </message>
        <message>
            <source>the challenge that Intune gave to the device with its SCEP profile.</source>
            <translation>die Challenge, die Intune dem Gerät mit seinem SCEP-Profil gegeben hat.</translation>
        </message>
        <message>
            <source>a signed token (JWT) as challenge.</source>
            <translation>ein signiertes Token (JWT) als Challenge.</translation>
        </message>
        <message>
            <source>Any subject.</source>
            <translation>Jedes Subject.</translation>
        </message>
        <message>
            <source>Any subject of: %1.</source>
            <translation>Jedes Subject aus: %1.</translation>
        </message>
        <message>
            <source>The subject %1, with any values in it.</source>
            <translation>Das Subject %1, mit beliebigen Werten darin.</translation>
        </message>
        <message>
            <source>Any DNS name, e-mail address, IP address and user principal name.</source>
            <translation>Beliebige DNS-Namen, E-Mail-Adressen, IP-Adressen und User Principal Names (UPN).</translation>
        </message>
        <message>
            <source>The names %1, with any values in them.</source>
            <translation>Die Namen %1, mit beliebigen Werten darin.</translation>
        </message>
        <message>
            <source>No alternative names.</source>
            <translation>Keine alternativen Namen.</translation>
        </message>
        <message>
            <source>Any of these names: %1.</source>
            <translation>Beliebige Namen dieser Arten: %1.</translation>
        </message>
        <message>
            <source>client authentication</source>
            <translation>Client-Authentifizierung</translation>
        </message>
        <message>
            <source>server authentication</source>
            <translation>Server-Authentifizierung</translation>
        </message>
        <message>
            <source>A certificate for any purpose.</source>
            <translation>Ein Zertifikat für jeden Zweck.</translation>
        </message>
        <message>
            <source>A certificate without a purpose.</source>
            <translation>Ein Zertifikat ohne Zweck.</translation>
        </message>
        <message>
            <source>A certificate for %1.</source>
            <translation>Ein Zertifikat für %1.</translation>
        </message>
        <message>
            <source>Static challenge: one text for all clients, for older ones and profiles</source>
            <translation>Feste Challenge: ein Text für alle Clients, für ältere und für Profile</translation>
        </message>
        <message>
            <source>One-time codes: each is good for so many requests</source>
            <translation>Einmalcodes: Jeder gilt für eine bestimmte Zahl von Anfragen</translation>
        </message>
        <message>
            <source>Webhook: a service of yours is asked about each request</source>
            <translation>Webhook: Ein Dienst von Ihnen wird zu jeder Anfrage gefragt</translation>
        </message>
        <message>
            <source>Intune: Microsoft checks the challenge that it gave to the device</source>
            <translation>Intune: Microsoft prüft die Challenge, die es dem Gerät gegeben hat</translation>
        </message>
        <message>
            <source>Signed token: the challenge is a JWT of somebody whose key you have</source>
            <translation>Signiertes Token: Die Challenge ist ein JWT von jemandem, dessen Schlüssel Sie haben</translation>
        </message>
        <message>
            <source>Program: a program on this machine decides</source>
            <translation>Programm: Ein Programm auf diesem Rechner entscheidet</translation>
        </message>
        <message>
            <source>One text for all clients, as older clients and profiles need it.</source>
            <translation>Ein Text für alle Clients, wie ältere Clients und Profile ihn brauchen.</translation>
        </message>
        <message>
            <source>Codes are minted on the Challenges page; each is good for so many requests.</source>
            <translation>Codes werden auf der Seite Challenges ausgegeben; jeder gilt für eine bestimmte Zahl von Anfragen.</translation>
        </message>
        <message>
            <source>A service is asked about each request while the device waits.</source>
            <translation>Ein Dienst wird zu jeder Anfrage gefragt, während das Gerät wartet.</translation>
        </message>
        <message>
            <source>Microsoft Intune is asked whether the challenge belongs to the device and the request is what was agreed, and it is told the outcome.</source>
            <translation>Microsoft Intune wird gefragt, ob die Challenge zum Gerät gehört und die Anfrage dem Vereinbarten entspricht, und erfährt das Ergebnis.</translation>
        </message>
        <message>
            <source>The challenge is a signed token (JWT). Its claims may say what the request has to be like; nobody is asked.</source>
            <translation>Die Challenge ist ein signiertes Token (JWT). Seine Claims können sagen, wie die Anfrage sein muss; niemand wird gefragt.</translation>
        </message>
        <message>
            <source>The program gets the request (PEM) as its input and what is known of it in its environment. It allows by ending with 0.</source>
            <translation>Das Programm bekommt die Anfrage (PEM) als Eingabe und was von ihr bekannt ist in seiner Umgebung. Es erlaubt, indem es mit 0 endet.</translation>
        </message>
        <message>
            <source>the same text for all clients</source>
            <translation>derselbe Text für alle Clients</translation>
        </message>
        <message>
            <source>minted in this workspace</source>
            <translation>in diesem Arbeitsbereich ausgegeben</translation>
        </message>
        <message>
            <source>asks nobody</source>
            <translation>fragt niemanden</translation>
        </message>
        <message>
            <source>no tenant yet</source>
            <translation>noch kein Mandant</translation>
        </message>
        <message>
            <source>tenant %1</source>
            <translation>Mandant %1</translation>
        </message>
        <message>
            <source>no URL yet</source>
            <translation>noch keine URL</translation>
        </message>
        <message>
            <source>no program yet</source>
            <translation>noch kein Programm</translation>
        </message>
        <message>
            <source>nothing; no challenge is needed.</source>
            <translation>nichts; es ist keine Challenge nötig.</translation>
        </message>
        <message>
            <source>A client sends one challenge: it cannot be right for “%1” and for “%2”. Let one that allows be enough, or remove one of them.</source>
            <translation>Ein Client sendet eine Challenge: Sie kann nicht für „%1“ und für „%2“ richtig sein. Lassen Sie eine Prüfstelle genügen, die erlaubt, oder entfernen Sie eine der beiden.</translation>
        </message>
        <message>
            <source>The SID of any account, which lets it sign in to Windows as that account.</source>
            <translation>Die SID irgendeines Kontos; damit ist die Anmeldung bei Windows als dieses Konto möglich.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GatesEditor</name>
        <message>
            <source>Whoever reaches the address may ask: no gate looks at the request.</source>
            <translation>Wer die Adresse erreicht, darf anfragen: Keine Prüfstelle sieht sich die Anfrage an.</translation>
        </message>
        <message>
            <source>Add a gate</source>
            <translation>Prüfstelle hinzufügen</translation>
        </message>
        <message>
            <source>Remove the chosen gate</source>
            <translation>Gewählte Prüfstelle entfernen</translation>
        </message>
        <message>
            <source>Move the chosen gate up</source>
            <translation>Gewählte Prüfstelle nach oben</translation>
        </message>
        <message>
            <source>Move the chosen gate down</source>
            <translation>Gewählte Prüfstelle nach unten</translation>
        </message>
        <message>
            <source>Gates</source>
            <translation>Prüfstellen</translation>
        </message>
        <message>
            <source>Rule for several gates</source>
            <translation>Regel für mehrere Prüfstellen</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>Regel</translation>
        </message>
        <message>
            <source>Without a gate and without approval everybody gets a certificate.</source>
            <translation>Ohne Prüfstelle und ohne Genehmigung bekommt jeder ein Zertifikat.</translation>
        </message>
        <message>
            <source>Gate “%1”: %2</source>
            <translation>Prüfstelle „%1“: %2</translation>
        </message>
        <message>
            <source>Gate %1, %2</source>
            <translation>Prüfstelle %1, %2</translation>
        </message>
        <message>
            <source>Gate %1, %2. %3</source>
            <translation>Prüfstelle %1, %2. %3</translation>
        </message>
        <message>
            <source>An endpoint has at most %1 gates.</source>
            <translation>Ein Endpunkt hat höchstens %1 Prüfstellen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::GenerationCard</name>
        <message>
            <source>ended</source>
            <translation>abgelaufen</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>noch %1</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Beantragt</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Nächste</translation>
        </message>
        <message>
            <source>Current</source>
            <translation>Jetzige</translation>
        </message>
        <message>
            <source>Retired</source>
            <translation>Im Ruhestand</translation>
        </message>
        <message>
            <source>Keys dropped</source>
            <translation>Schlüssel entfernt</translation>
        </message>
        <message>
            <source>Generation %1</source>
            <translation>Generation %1</translation>
        </message>
        <message>
            <source>CA certificate</source>
            <translation>CA-Zertifikat</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>The outside root has not signed it yet.</source>
            <translation>Die externe Root-CA hat es noch nicht signiert.</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Issued by</source>
            <translation>Ausgestellt von</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Gültig bis</translation>
        </message>
        <message>
            <source>SHA-256 fingerprint</source>
            <translation>SHA-256-Fingerabdruck</translation>
        </message>
        <message>
            <source>Give this to devices, so that they know the right CA.</source>
            <translation>Geben Sie ihn den Geräten, damit sie die richtige CA erkennen.</translation>
        </message>
        <message>
            <source>RA certificate</source>
            <translation>RA-Zertifikat</translation>
        </message>
        <message>
            <source>RA</source>
            <translation>RA</translation>
        </message>
        <message>
            <source>None: the CA key itself opens requests and signs answers.</source>
            <translation>Keine: der CA-Schlüssel selbst öffnet Anfragen und signiert Antworten.</translation>
        </message>
        <message>
            <source>Opens requests and signs answers, so that the CA key only signs certificates and CRLs.</source>
            <translation>Öffnet Anfragen und signiert Antworten, sodass der CA-Schlüssel nur Zertifikate und Sperrlisten signiert.</translation>
        </message>
        <message>
            <source>Revocation list (CRL)</source>
            <translation>Sperrliste (CRL)</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>Made</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>Next one due</source>
            <translation>Nächste fällig</translation>
        </message>
        <message>
            <source>None yet: it is made when somebody asks for it, or now.</source>
            <translation>Noch keine: sie wird erstellt, wenn jemand danach fragt, oder jetzt.</translation>
        </message>
        <message>
            <source>Served at</source>
            <translation>Abrufbar unter</translation>
        </message>
        <message>
            <source>Export the certificate</source>
            <translation>Zertifikat exportieren</translation>
        </message>
        <message>
            <source>Make the CRL now</source>
            <translation>Sperrliste jetzt erstellen</translation>
        </message>
        <message>
            <source>Export the CRL</source>
            <translation>Sperrliste exportieren</translation>
        </message>
        <message>
            <source>Back up the CA key…</source>
            <translation>CA-Schlüssel sichern…</translation>
        </message>
        <message>
            <source>Drop its keys…</source>
            <translation>Schlüssel entfernen…</translation>
        </message>
        <message>
            <source>Examine</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>The CA certificate</source>
            <translation>Das CA-Zertifikat</translation>
        </message>
        <message>
            <source>CA certificate, generation %1</source>
            <translation>CA-Zertifikat, Generation %1</translation>
        </message>
        <message>
            <source>The RA certificate</source>
            <translation>Das RA-Zertifikat</translation>
        </message>
        <message>
            <source>RA certificate, generation %1</source>
            <translation>RA-Zertifikat, Generation %1</translation>
        </message>
        <message>
            <source>The CRL</source>
            <translation>Die Sperrliste</translation>
        </message>
        <message>
            <source>CRL of generation %1</source>
            <translation>Sperrliste der Generation %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::HexView</name>
        <message>
            <source>&amp;Copy as hex</source>
            <translation>Als Hex &amp;kopieren</translation>
        </message>
        <message>
            <source>Copy as hex (holds a hidden secret)</source>
            <translation>Als Hex kopieren (enthält ein verborgenes Geheimnis)</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>&amp;Alles auswählen</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <source>Offset %1 of %2: %3</source>
            <translation>Offset %1 von %2: %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::HourCard</name>
        <message>
            <source>under 1 ms</source>
            <translation>unter 1 ms</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Last hour</source>
            <translation>Letzte Stunde</translation>
        </message>
        <message>
            <source>There were so many that only the newest are counted.</source>
            <translation>Es waren so viele, dass nur die neuesten gezählt sind.</translation>
        </message>
        <message>
            <source>No traffic in the last hour.</source>
            <translation>Kein Verkehr in der letzten Stunde.</translation>
        </message>
        <message>
            <source>From a request to its decision.</source>
            <translation>Von der Anfrage bis zur Entscheidung.</translation>
        </message>
        <message>
            <source>As a table</source>
            <translation>Als Tabelle</translation>
        </message>
        <message>
            <source>Requests of the last hour, minute by minute</source>
            <translation>Anfragen der letzten Stunde, Minute für Minute</translation>
        </message>
        <message>
            <source>Requests %1</source>
            <translation>Anfragen %1</translation>
        </message>
        <message>
            <source>median %1</source>
            <translation>Median %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::HourChart</name>
        <message>
            <source>Requests of the last hour, minute by minute</source>
            <translation>Anfragen der letzten Stunde, Minute für Minute</translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min her</numerusform>
                <numerusform>%n min her</numerusform>
            </translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>%1 requests in the last hour: %2. At most %3 in one minute.</source>
            <translation>%1 Anfragen in der letzten Stunde: %2. Höchstens %3 in einer Minute.</translation>
        </message>
        <message>
            <source>%1 to %2: %3</source>
            <comment>two times of day, then counts</comment>
            <translation>%1 bis %2: %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::HourModel</name>
        <message>
            <source>Minute from</source>
            <translation>Minute ab</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InspectionCommands</name>
        <message>
            <source>Copied %1.</source>
            <comment>what: the value</comment>
            <translation>Kopiert: %1.</translation>
        </message>
        <message>
            <source>Copied %1. It is a secret: it leaves the clipboard soon.</source>
            <translation>Kopiert: %1. Es ist ein Geheimnis und verlässt die Zwischenablage bald.</translation>
        </message>
        <message>
            <source>Copied %1. Programs that take text only get it as Base64.</source>
            <translation>Kopiert: %1. Programme, die nur Text nehmen, bekommen es als Base64.</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>Speichern unter</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InspectionView</name>
        <message>
            <source>Show &amp;where</source>
            <translation>&amp;Zeigen, wo</translation>
        </message>
        <message>
            <source>E&amp;xpand failing</source>
            <translation>Fehler auf&amp;klappen</translation>
        </message>
        <message>
            <source>&amp;Copy as</source>
            <translation>&amp;Kopieren als</translation>
        </message>
        <message>
            <source>&amp;Save as</source>
            <translation>&amp;Speichern unter</translation>
        </message>
        <message>
            <source>Copy as</source>
            <translation>Kopieren als</translation>
        </message>
        <message>
            <source>Save as</source>
            <translation>Speichern unter</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <source>Structure</source>
            <translation>Struktur</translation>
        </message>
        <message>
            <source>The fields by the words of SCEP and X.509</source>
            <translation>Die Felder in den Worten von SCEP und X.509</translation>
        </message>
        <message>
            <source>The plain ASN.1 of the layer that is shown</source>
            <translation>Das bloße ASN.1 der gezeigten Schicht</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Lesart</translation>
        </message>
        <message>
            <source>Open the branches that lead to findings</source>
            <translation>Die Zweige aufklappen, die zu Befunden führen</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Felder</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>Schichten</translation>
        </message>
        <message>
            <source>Bits</source>
            <translation>Bits</translation>
        </message>
        <message>
            <source>Show each byte as eight binary digits</source>
            <translation>Jedes Byte als acht Binärziffern zeigen</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>the bytes</source>
            <translation>die Bytes</translation>
        </message>
        <message>
            <source>These bytes hold a hidden secret. Show its value first.</source>
            <translation>Diese Bytes enthalten ein verborgenes Geheimnis. Lassen Sie zuerst seinen Wert zeigen.</translation>
        </message>
        <message>
            <source>Why it failed: %1</source>
            <translation>Warum es fehlschlug: %1</translation>
        </message>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n Byte</numerusform>
                <numerusform>%n Bytes</numerusform>
            </translation>
        </message>
        <message>
            <source>Was encrypted, and opened with a key at hand</source>
            <translation>War verschlüsselt und wurde mit einem Schlüssel geöffnet, der zur Hand ist</translation>
        </message>
        <message>
            <source>Findings (%1)</source>
            <translation>Befunde (%1)</translation>
        </message>
        <message numerus="yes">
            <source>offset 0x%1, %n byte(s), %2</source>
            <translation>
                <numerusform>Offset 0x%1, %n Byte, %2</numerusform>
                <numerusform>Offset 0x%1, %n Bytes, %2</numerusform>
            </translation>
        </message>
        <message>
            <source>offset 0x%1, %2+%3 bytes, %4</source>
            <translation>Offset 0x%1, %2+%3 Bytes, %4</translation>
        </message>
        <message>
            <source>&amp;Show the value</source>
            <translation>Wert &amp;zeigen</translation>
        </message>
        <message>
            <source>&amp;Hide the value</source>
            <translation>Wert &amp;verbergen</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>the fields</source>
            <translation>die Felder</translation>
        </message>
        <message>
            <source>It holds a hidden secret. Show its value first.</source>
            <translation>Es enthält ein verborgenes Geheimnis. Lassen Sie zuerst seinen Wert zeigen.</translation>
        </message>
        <message>
            <source>It cannot be copied in this form.</source>
            <translation>In dieser Form lässt es sich nicht kopieren.</translation>
        </message>
        <message>
            <source>the name</source>
            <translation>der Name</translation>
        </message>
        <message>
            <source>It cannot be saved in this form.</source>
            <translation>In dieser Form lässt es sich nicht speichern.</translation>
        </message>
        <message>
            <source>P&amp;ath</source>
            <translation>&amp;Pfad</translation>
        </message>
        <message>
            <source>the path</source>
            <translation>der Pfad</translation>
        </message>
        <message>
            <source>&amp;Copy the value</source>
            <translation>Wert &amp;kopieren</translation>
        </message>
        <message>
            <source>&amp;Expand everything below</source>
            <translation>Alles darunter auf&amp;klappen</translation>
        </message>
        <message>
            <source>E&amp;xamine it on its own</source>
            <translation>Für sich &amp;untersuchen</translation>
        </message>
        <message>
            <source>&amp;Value</source>
            <translation>&amp;Wert</translation>
        </message>
        <message>
            <source>&amp;Hex</source>
            <translation>&amp;Hex</translation>
        </message>
        <message>
            <source>Hex d&amp;ump</source>
            <translation>Hex-D&amp;ump</translation>
        </message>
        <message>
            <source>&amp;Base64</source>
            <translation>&amp;Base64</translation>
        </message>
        <message>
            <source>&amp;DER</source>
            <translation>&amp;DER</translation>
        </message>
        <message>
            <source>&amp;PEM (%1)</source>
            <comment>the label of it</comment>
            <translation>&amp;PEM (%1)</translation>
        </message>
        <message>
            <source>&amp;Text, with everything below</source>
            <translation>&amp;Text, mit allem darunter</translation>
        </message>
        <message>
            <source>&amp;JSON, with everything below</source>
            <translation>&amp;JSON, mit allem darunter</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InspectorPage</name>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>&amp;Recording</source>
            <translation>&amp;Aufzeichnung</translation>
        </message>
        <message>
            <source>&amp;Clear…</source>
            <translation>&amp;Leeren…</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>Ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>&amp;Group by transaction</source>
            <translation>Nach Transaktion &amp;gruppieren</translation>
        </message>
        <message>
            <source>Re&amp;dact</source>
            <translation>&amp;Schwärzen</translation>
        </message>
        <message>
            <source>One row for each transaction, and its steps as a diagram</source>
            <translation>Eine Zeile je Transaktion, und ihre Schritte als Diagramm</translation>
        </message>
        <message>
            <source>Hides subjects, addresses and challenges on screen and in what is saved</source>
            <translation>Verbirgt Namen, Adressen und Challenges auf dem Bildschirm und in dem, was gespeichert wird</translation>
        </message>
        <message>
            <source>Open &amp;message in window</source>
            <translation>&amp;Nachricht in Fenster öffnen</translation>
        </message>
        <message>
            <source>Show only this &amp;transaction</source>
            <translation>Nur diese &amp;Transaktion zeigen</translation>
        </message>
        <message>
            <source>Go to the re&amp;quest</source>
            <translation>Zur &amp;Anfrage</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>The traffic is not recorded as it should be.</source>
            <translation>Der Verkehr wird nicht so aufgezeichnet, wie er sollte.</translation>
        </message>
        <message>
            <source>Choose an exchange first.</source>
            <translation>Wählen Sie zuerst einen Austausch.</translation>
        </message>
        <message>
            <source>It belongs to no transaction.</source>
            <translation>Er gehört zu keiner Transaktion.</translation>
        </message>
        <message>
            <source>The ledger has no request for it.</source>
            <translation>Im Verzeichnis steht keine Anfrage dazu.</translation>
        </message>
        <message>
            <source>Nothing is recorded.</source>
            <translation>Es ist nichts aufgezeichnet.</translation>
        </message>
        <message>
            <source>Forgets everything that was recorded</source>
            <translation>Vergisst alles, was aufgezeichnet wurde</translation>
        </message>
        <message>
            <source>Saves exchanges for other programs or other people</source>
            <translation>Speichert Austausche für andere Programme oder andere Leute</translation>
        </message>
        <message>
            <source>No message was recorded yet.</source>
            <translation>Noch wurde keine Nachricht aufgezeichnet.</translation>
        </message>
        <message>
            <source>Recording is off in this workspace.</source>
            <translation>In diesem Arbeitsbereich ist die Aufzeichnung aus.</translation>
        </message>
        <message>
            <source>Record in full</source>
            <translation>Alles aufzeichnen</translation>
        </message>
        <message>
            <source>Point a client at %1.</source>
            <translation>Richten Sie einen Client auf %1.</translation>
        </message>
        <message>
            <source>Copy URL</source>
            <translation>URL kopieren</translation>
        </message>
        <message>
            <source>the URL</source>
            <translation>die URL</translation>
        </message>
        <message>
            <source>Messages come in while the responder runs. A capture of another program (HAR, pcap, pcapng) can be opened at any time.</source>
            <translation>Nachrichten kommen an, während der Responder läuft. Ein Mitschnitt eines anderen Programms (HAR, pcap, pcapng) lässt sich jederzeit öffnen.</translation>
        </message>
        <message>
            <source>Open a capture…</source>
            <translation>Mitschnitt öffnen…</translation>
        </message>
        <message>
            <source>&amp;Full: heads and messages</source>
            <translation>&amp;Alles: Köpfe und Nachrichten</translation>
        </message>
        <message>
            <source>&amp;Headers only: no message is kept</source>
            <translation>Nur &amp;Köpfe: keine Nachricht wird behalten</translation>
        </message>
        <message>
            <source>&amp;Off</source>
            <translation>A&amp;us</translation>
        </message>
        <message>
            <source>&amp;More settings…</source>
            <translation>&amp;Weitere Einstellungen…</translation>
        </message>
        <message>
            <source>The recording was not changed.</source>
            <translation>Die Aufzeichnung wurde nicht geändert.</translation>
        </message>
        <message>
            <source>Saved: %1.</source>
            <translation>Gespeichert: %1.</translation>
        </message>
        <message>
            <source>%1 holds when the responder is restarted. What is being answered is answered first.</source>
            <translation>%1 gilt, wenn der Responder neu gestartet ist. Was gerade beantwortet wird, wird zuerst beantwortet.</translation>
        </message>
        <message>
            <source>Restart the responder</source>
            <translation>Responder neu starten</translation>
        </message>
        <message numerus="yes">
            <source>Forget all %n recorded exchange(s) of this workspace? This cannot be undone.</source>
            <translation>
                <numerusform>Den %n aufgezeichneten Austausch dieses Arbeitsbereichs vergessen? Das lässt sich nicht rückgängig machen.</numerusform>
                <numerusform>Alle %n aufgezeichneten Austausche dieses Arbeitsbereichs vergessen? Das lässt sich nicht rückgängig machen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Forget %n exchange(s)</source>
            <translation>
                <numerusform>%n Austausch vergessen</numerusform>
                <numerusform>%n Austausche vergessen</numerusform>
            </translation>
        </message>
        <message>
            <source>The recording was not cleared.</source>
            <translation>Die Aufzeichnung wurde nicht geleert.</translation>
        </message>
        <message>
            <source>Everything recorded was forgotten.</source>
            <translation>Alles Aufgezeichnete wurde vergessen.</translation>
        </message>
        <message>
            <source>Open recorded traffic</source>
            <translation>Aufgezeichneten Verkehr öffnen</translation>
        </message>
        <message>
            <source>Captures and archives (*.har *.pcap *.pcapng *.cap *.json)</source>
            <translation>Mitschnitte und Archive (*.har *.pcap *.pcapng *.cap *.json)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Com&amp;pare the two</source>
            <translation>Die beiden &amp;vergleichen</translation>
        </message>
        <message>
            <source>Select two exchanges first.</source>
            <translation>Wählen Sie zuerst zwei Austausche aus.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::InstallPanel</name>
        <message>
            <source>Certificate from the outside root</source>
            <translation>Zertifikat von der externen Root-CA</translation>
        </message>
        <message>
            <source>Copy the CSR</source>
            <translation>CSR kopieren</translation>
        </message>
        <message>
            <source>Save the CSR…</source>
            <translation>CSR speichern…</translation>
        </message>
        <message>
            <source>1. Give this request (CSR) to the root; ask for a CA certificate.</source>
            <translation>1. Geben Sie diese Anfrage (CSR) der Root-CA; verlangen Sie ein CA-Zertifikat.</translation>
        </message>
        <message>
            <source>2. Paste what comes back, with the certificates above it, or open the file.</source>
            <translation>2. Fügen Sie ein, was zurückkommt, mit den Zertifikaten darüber, oder öffnen Sie die Datei.</translation>
        </message>
        <message>
            <source>Certificates as PEM</source>
            <translation>Zertifikate als PEM</translation>
        </message>
        <message>
            <source>Open a file…</source>
            <translation>Datei öffnen…</translation>
        </message>
        <message>
            <source>Install the certificate</source>
            <translation>Zertifikat installieren</translation>
        </message>
        <message>
            <source>Open certificates</source>
            <translation>Zertifikate öffnen</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer *.der)</source>
            <translation>Zertifikate (*.pem *.crt *.cer *.der)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::IntuneDeviceForm</name>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Device ID</source>
            <translation>Geräte-ID</translation>
        </message>
        <message>
            <source>User ID</source>
            <translation>Benutzer-ID</translation>
        </message>
        <message>
            <source>Empty: a device without a user.</source>
            <translation>Leer: ein Gerät ohne Benutzer.</translation>
        </message>
        <message>
            <source>Variables</source>
            <translation>Variablen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::IntuneDeviceModel</name>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::IntuneDevicesTab</name>
        <message>
            <source>Devices that Intune knows</source>
            <translation>Geräte, die Intune kennt</translation>
        </message>
        <message>
            <source>Filter: device, user, serial number…</source>
            <translation>Filter: Gerät, Benutzer, Seriennummer…</translation>
        </message>
        <message>
            <source>There is no device yet.</source>
            <translation>Es gibt noch kein Gerät.</translation>
        </message>
        <message>
            <source>A challenge says what the request of one device must ask for.</source>
            <translation>Eine Challenge sagt, was die Anfrage eines Geräts verlangen muss.</translation>
        </message>
        <message>
            <source>Add the device</source>
            <translation>Gerät hinzufügen</translation>
        </message>
        <message>
            <source>New device</source>
            <translation>Neues Gerät</translation>
        </message>
        <message>
            <source>Device %1</source>
            <translation>Gerät %1</translation>
        </message>
        <message>
            <source>Device “%1” is stored.</source>
            <translation>Gerät „%1“ ist gespeichert.</translation>
        </message>
        <message>
            <source>Choose a device first.</source>
            <translation>Wählen Sie zuerst ein Gerät.</translation>
        </message>
        <message>
            <source>Apply the changes first.</source>
            <translation>Wenden Sie zuerst die Änderungen an.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::JobList</name>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>No job has run yet.</source>
            <translation>Es lief noch kein Auftrag.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cancel %1</source>
            <translation>%1 abbrechen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::KeyFileField</name>
        <message>
            <source>Load from a file…</source>
            <translation>Aus einer Datei laden…</translation>
        </message>
        <message>
            <source>%1: remove it</source>
            <translation>%1: entfernen</translation>
        </message>
        <message>
            <source>%1: load from a file</source>
            <translation>%1: aus einer Datei laden</translation>
        </message>
        <message>
            <source>Private keys (*.pem *.key)</source>
            <translation>Private Schlüssel (*.pem *.key)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>The file holds no private key that can be read: it has to be PEM, without a passphrase.</source>
            <translation>Die Datei enthält keinen lesbaren privaten Schlüssel: Er muss PEM sein, ohne Passphrase.</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Kein Schlüssel</translation>
        </message>
        <message>
            <source>Is being read</source>
            <translation>Wird gelesen</translation>
        </message>
        <message>
            <source>A key</source>
            <translation>Ein Schlüssel</translation>
        </message>
        <message>
            <source>%1, to be stored</source>
            <translation>%1, wird noch gespeichert</translation>
        </message>
        <message>
            <source>%1, stored</source>
            <translation>%1, gespeichert</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::KeysDialog</name>
        <message>
            <source>Add a key &amp;file…</source>
            <translation>Schlüssel&amp;datei hinzufügen…</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Add</source>
            <translation>&amp;Hinzufügen</translation>
        </message>
        <message>
            <source>Forget what was a&amp;dded</source>
            <translation>&amp;Hinzugefügtes vergessen</translation>
        </message>
        <message>
            <source>Keys for decryption</source>
            <translation>Schlüssel zum Entschlüsseln</translation>
        </message>
        <message>
            <source>Messages are opened with the CA and RA keys of this workspace, and with what you add here. What you add is kept in memory only. It is forgotten when the workspace is closed or the program ends.</source>
            <translation>Nachrichten werden mit den CA- und RA-Schlüsseln dieses Arbeitsbereichs geöffnet und mit dem, was Sie hier hinzufügen. Was Sie hinzufügen, bleibt nur im Speicher. Es wird vergessen, wenn der Arbeitsbereich geschlossen wird oder das Programm endet.</translation>
        </message>
        <message>
            <source>Keys at hand</source>
            <translation>Schlüssel zur Hand</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>PEM or DER, PKCS#8, PKCS#12, or certificates</source>
            <translation>PEM oder DER, PKCS#8, PKCS#12 oder Zertifikate</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>S&amp;chließen</translation>
        </message>
        <message>
            <source>Pass&amp;word of the file</source>
            <translation>Pass&amp;wort der Datei</translation>
        </message>
        <message>
            <source>Password of the file</source>
            <translation>Passwort der Datei</translation>
        </message>
        <message>
            <source>Challenge or &amp;password</source>
            <translation>Challenge oder &amp;Passwort</translation>
        </message>
        <message>
            <source>For messages that are encrypted to a password, and for key files</source>
            <translation>Für Nachrichten, die mit einem Passwort verschlüsselt sind, und für Schlüsseldateien</translation>
        </message>
        <message>
            <source>Challenge or password</source>
            <translation>Challenge oder Passwort</translation>
        </message>
        <message>
            <source>The keys could not be listed.</source>
            <translation>Die Schlüssel konnten nicht aufgelistet werden.</translation>
        </message>
        <message>
            <source>Password %1</source>
            <translation>Passwort %1</translation>
        </message>
        <message>
            <source>Certificate without a key</source>
            <translation>Zertifikat ohne Schlüssel</translation>
        </message>
        <message>
            <source>added</source>
            <translation>hinzugefügt</translation>
        </message>
        <message>
            <source>this workspace</source>
            <translation>dieser Arbeitsbereich</translation>
        </message>
        <message>
            <source>Add a key file</source>
            <translation>Schlüsseldatei hinzufügen</translation>
        </message>
        <message>
            <source>Keys and certificates (*.pem *.key *.der *.p12 *.pfx *.crt *.cer)</source>
            <translation>Schlüssel und Zertifikate (*.pem *.key *.der *.p12 *.pfx *.crt *.cer)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 was added.</source>
            <translation>%1 wurde hinzugefügt.</translation>
        </message>
        <message>
            <source>The password does not open the file.</source>
            <translation>Das Passwort öffnet die Datei nicht.</translation>
        </message>
        <message>
            <source>%1 is encrypted: it needs its password.</source>
            <translation>%1 ist verschlüsselt und braucht sein Passwort.</translation>
        </message>
        <message>
            <source>%1 was not added. %2 %3</source>
            <translation>%1 wurde nicht hinzugefügt. %2 %3</translation>
        </message>
        <message>
            <source>The password was added.</source>
            <translation>Das Passwort wurde hinzugefügt.</translation>
        </message>
        <message>
            <source>What was added is forgotten.</source>
            <translation>Hinzugefügtes ist vergessen.</translation>
        </message>
        <message>
            <source>The password was not added. %1 %2</source>
            <translation>Das Passwort wurde nicht hinzugefügt. %1 %2</translation>
        </message>
        <message>
            <source>What was added is not forgotten. %1 %2</source>
            <translation>Das Hinzugefügte ist nicht vergessen. %1 %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::LayerModel</name>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message>
            <source>Advice</source>
            <translation>Rat</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>%1: hidden secret</source>
            <translation>%1: verborgenes Geheimnis</translation>
        </message>
        <message>
            <source>%1, was encrypted</source>
            <translation>%1, war verschlüsselt</translation>
        </message>
        <message>
            <source>%1, there is more than the limits show</source>
            <translation>%1, es gibt mehr, als die Grenzen zeigen</translation>
        </message>
        <message>
            <source>A secret. Choose Show to see it.</source>
            <translation>Ein Geheimnis. „Zeigen“ macht es sichtbar.</translation>
        </message>
        <message>
            <source>Was encrypted, and opened with a key at hand.</source>
            <translation>War verschlüsselt und wurde mit einem Schlüssel geöffnet, der zur Hand ist.</translation>
        </message>
        <message>
            <source>there is more than the limits show</source>
            <translation>es gibt mehr, als die Grenzen zeigen</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ListPage</name>
        <message>
            <source>The list is being read</source>
            <translation>Die Liste wird gelesen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Reading the list…</source>
            <translation>Die Liste wird gelesen…</translation>
        </message>
        <message>
            <source>the selected rows</source>
            <translation>die gewählten Zeilen</translation>
        </message>
        <message>
            <source>Choose a row to see it here.</source>
            <translation>Wählen Sie eine Zeile, um sie hier zu sehen.</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Nothing fits this filter.</source>
            <translation>Nichts passt zu diesem Filter.</translation>
        </message>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>Insgesamt gibt es %n Eintrag.</numerusform>
                <numerusform>Insgesamt gibt es %n Einträge.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Number %1 is not in this list.</source>
            <translation>Nummer %1 ist nicht in dieser Liste.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n row(s) can be copied at once.</source>
            <translation>
                <numerusform>Auf einmal kann höchstens %n Zeile kopiert werden.</numerusform>
                <numerusform>Auf einmal können höchstens %n Zeilen kopiert werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>The list is not as it should be.</source>
            <translation>Die Liste ist nicht, wie sie sein sollte.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ListTab</name>
        <message>
            <source>the row</source>
            <translation>die Zeile</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>Nothing fits this filter.</source>
            <translation>Nichts passt zu diesem Filter.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::LoadChart</name>
        <message>
            <source>Throughput and latency</source>
            <translation>Durchsatz und Latenz</translation>
        </message>
        <message>
            <source>Seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <source>A second</source>
            <translation>Je Sekunde</translation>
        </message>
        <message>
            <source>Milliseconds</source>
            <translation>Millisekunden</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Refused, pending or failed</source>
            <translation>Abgelehnt, wartend oder fehlgeschlagen</translation>
        </message>
        <message>
            <source>Median</source>
            <translation>Median</translation>
        </message>
        <message>
            <source>99 of 100 faster than</source>
            <translation>99 von 100 schneller als</translation>
        </message>
        <message>
            <source>Nothing was sent yet.</source>
            <translation>Es wurde noch nichts gesendet.</translation>
        </message>
        <message>
            <source>In second %1: %2 issued, %3 others, median %4 ms, 99 of 100 faster than %5 ms.</source>
            <translation>In Sekunde %1: %2 ausgestellt, %3 andere, Median %4 ms, 99 von 100 schneller als %5 ms.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::LoadTab</name>
        <message>
            <source>The load was not put on to its end.</source>
            <translation>Die Last wurde nicht bis zum Ende erzeugt.</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>Written before</source>
            <translation>Vorab geschrieben</translation>
        </message>
        <message>
            <source>Written live, answers checked</source>
            <translation>Laufend geschrieben, Antworten geprüft</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Nachrichten</translation>
        </message>
        <message>
            <source>Clients</source>
            <translation>Clients</translation>
        </message>
        <message>
            <source>A number of requests</source>
            <translation>Eine Anzahl von Anfragen</translation>
        </message>
        <message>
            <source>A time</source>
            <translation>Eine Zeit</translation>
        </message>
        <message>
            <source>Until</source>
            <translation>Bis</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>as answers come</source>
            <translation>sobald Antworten kommen</translation>
        </message>
        <message>
            <source>Time to grow</source>
            <translation>Zeit zum Ansteigen</translation>
        </message>
        <message>
            <source>Grow over</source>
            <translation>Ansteigen über</translation>
        </message>
        <message>
            <source>Kind of key</source>
            <translation>Art des Schlüssels</translation>
        </message>
        <message>
            <source>Requests sent</source>
            <translation>Gesendete Anfragen</translation>
        </message>
        <message>
            <source>What went wrong, and how often</source>
            <translation>Was schiefging, und wie oft</translation>
        </message>
        <message>
            <source>What went wrong</source>
            <translation>Was schiefging</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>Wie oft</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>The time must be over zero.</source>
            <translation>Die Zeit muss größer als null sein.</translation>
        </message>
        <message>
            <source>Load on %1</source>
            <translation>Last auf %1</translation>
        </message>
        <message>
            <source>Puts many enrollments on a service. Every request gets a certificate that stays valid: choose a service that may be filled.</source>
            <translation>Belastet einen Dienst mit vielen Registrierungen. Jede Anfrage bekommt ein Zertifikat, das gültig bleibt: Wählen Sie einen Dienst, der sich füllen darf.</translation>
        </message>
        <message>
            <source>Writing the requests…</source>
            <translation>Anfragen werden geschrieben…</translation>
        </message>
        <message>
            <source>Running: %1 sent.</source>
            <translation>Läuft: %1 gesendet.</translation>
        </message>
        <message>
            <source>Not complete: %1 sent.</source>
            <translation>Nicht vollständig: %1 gesendet.</translation>
        </message>
        <message>
            <source>Done: %1 sent.</source>
            <translation>Erledigt: %1 gesendet.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Issued a second</source>
            <translation>Ausgestellt je Sekunde</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>Wartend</translation>
        </message>
        <message>
            <source>Came too late for the rate</source>
            <translation>Zu spät für die Rate</translation>
        </message>
        <message>
            <source>Half are faster than</source>
            <translation>Die Hälfte ist schneller als</translation>
        </message>
        <message>
            <source>95 of 100 are faster than</source>
            <translation>95 von 100 sind schneller als</translation>
        </message>
        <message>
            <source>99 of 100 are faster than</source>
            <translation>99 von 100 sind schneller als</translation>
        </message>
        <message>
            <source>The slowest</source>
            <translation>Die langsamste</translation>
        </message>
        <message>
            <source>Save the figures</source>
            <translation>Zahlen speichern</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Chart (*.svg)</source>
            <translation>Diagramm (*.svg)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source> a second</source>
            <translation> pro Sekunde</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Rate</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::LockScreen</name>
        <message>
            <source>Unlock</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <source>Unlock with the key file</source>
            <translation>Mit der Schlüsseldatei entsperren</translation>
        </message>
        <message>
            <source>Another workspace…</source>
            <translation>Anderer Arbeitsbereich…</translation>
        </message>
        <message>
            <source>Passphrase of the workspace</source>
            <translation>Passphrase des Arbeitsbereichs</translation>
        </message>
        <message>
            <source>Unlocking…</source>
            <translation>Wird entsperrt…</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MainWindow</name>
        <message>
            <source>The key file beside the workspace holds another passphrase, and does not open it.</source>
            <translation>Die Schlüsseldatei neben dem Arbeitsbereich enthält eine andere Passphrase und öffnet ihn nicht.</translation>
        </message>
        <message>
            <source>The workspace keeps its passphrase elsewhere.</source>
            <translation>Der Arbeitsbereich bewahrt seine Passphrase anderswo auf.</translation>
        </message>
        <message>
            <source>The passphrase is wrong.</source>
            <translation>Die Passphrase ist falsch.</translation>
        </message>
        <message>
            <source>Open workspace</source>
            <translation>Arbeitsbereich öffnen</translation>
        </message>
        <message>
            <source>Scepter workspaces (*.scepter)</source>
            <translation>Arbeitsbereiche von Scepter (*.scepter)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Opening %1…</source>
            <translation>%1 wird geöffnet…</translation>
        </message>
        <message>
            <source>%1 — Scepter</source>
            <translation>%1 — Scepter</translation>
        </message>
        <message>
            <source>Locked. The key file beside the workspace opens it: whoever can read that file can unlock.</source>
            <translation>Gesperrt. Die Schlüsseldatei neben dem Arbeitsbereich öffnet ihn: wer sie lesen kann, kann entsperren.</translation>
        </message>
        <message>
            <source>Locked.</source>
            <translation>Gesperrt.</translation>
        </message>
        <message>
            <source>The responder goes on serving.</source>
            <translation>Der Responder arbeitet weiter.</translation>
        </message>
        <message>
            <source>&amp;Open workspace…</source>
            <translation>Arbeitsbereich ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>&amp;Close workspace</source>
            <translation>Arbeitsbereich s&amp;chließen</translation>
        </message>
        <message>
            <source>&amp;Lock</source>
            <translation>Sp&amp;erren</translation>
        </message>
        <message>
            <source>Lock and stop the responder</source>
            <translation>Sperren und Responder anhalten</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Filter this list</source>
            <translation>Diese Liste &amp;filtern</translation>
        </message>
        <message>
            <source>&amp;New on this page</source>
            <translation>&amp;Neu auf dieser Seite</translation>
        </message>
        <message>
            <source>&amp;Refresh</source>
            <translation>&amp;Aktualisieren</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Ausblenden</translation>
        </message>
        <message>
            <source>&amp;Event log</source>
            <translation>&amp;Ereignisse</translation>
        </message>
        <message>
            <source>&amp;Jobs</source>
            <translation>A&amp;ufträge</translation>
        </message>
        <message>
            <source>&amp;Cancel the current job</source>
            <translation>Laufenden Auftrag ab&amp;brechen</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>&amp;Forward</source>
            <translation>&amp;Vorwärts</translation>
        </message>
        <message>
            <source>&amp;Go to…</source>
            <translation>&amp;Gehe zu…</translation>
        </message>
        <message>
            <source>&amp;Next pane</source>
            <translation>&amp;Nächster Bereich</translation>
        </message>
        <message>
            <source>&amp;Previous pane</source>
            <translation>V&amp;origer Bereich</translation>
        </message>
        <message>
            <source>&amp;Start</source>
            <translation>&amp;Starten</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>A&amp;nhalten</translation>
        </message>
        <message>
            <source>&amp;Restart</source>
            <translation>Ne&amp;u starten</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Recent workspaces</source>
            <translation>&amp;Zuletzt verwendete Arbeitsbereiche</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>&amp;Go</source>
            <translation>&amp;Gehe</translation>
        </message>
        <message>
            <source>&amp;Page</source>
            <translation>&amp;Seite</translation>
        </message>
        <message>
            <source>&amp;Responder</source>
            <translation>&amp;Responder</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
        <message>
            <source>&amp;Back up…</source>
            <translation>&amp;Sichern…</translation>
        </message>
        <message>
            <source>Change the &amp;passphrase…</source>
            <translation>&amp;Passphrase ändern…</translation>
        </message>
        <message>
            <source>&amp;Help for this page</source>
            <translation>&amp;Hilfe zu dieser Seite</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>&amp;Tastenkürzel</translation>
        </message>
        <message>
            <source>&amp;About Scepter</source>
            <translation>Ü&amp;ber Scepter</translation>
        </message>
        <message>
            <source>The responder was not started: its settings cannot be used.</source>
            <translation>Der Responder wurde nicht gestartet: seine Einstellungen sind nicht verwendbar.</translation>
        </message>
        <message>
            <source>Close Scepter</source>
            <translation>Scepter schließen</translation>
        </message>
        <message>
            <source>The responder runs. Devices get no answers any more once the window is closed.</source>
            <translation>Der Responder läuft. Geräte bekommen keine Antworten mehr, sobald das Fenster geschlossen ist.</translation>
        </message>
        <message>
            <source>Stop the responder and close</source>
            <translation>Responder anhalten und schließen</translation>
        </message>
        <message>
            <source>&amp;New workspace…</source>
            <translation>&amp;Neuer Arbeitsbereich…</translation>
        </message>
        <message>
            <source>R&amp;estore a backup…</source>
            <translation>Sicherung &amp;wiederherstellen…</translation>
        </message>
        <message>
            <source>Restore a backup…</source>
            <translation>Sicherung wiederherstellen…</translation>
        </message>
        <message>
            <source>Choose another…</source>
            <translation>Andere wählen…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Something is not finished on the page behind. Unlock, then close the window.</source>
            <translation>Auf der Seite dahinter ist etwas noch nicht fertig. Entsperren Sie und schließen Sie dann das Fenster.</translation>
        </message>
        <message>
            <source>Closing %1…</source>
            <translation>%1 wird geschlossen …</translation>
        </message>
        <message>
            <source>%1 is open in another window, which was asked to come to the front.</source>
            <translation>%1 ist in einem anderen Fenster geöffnet; es wurde gebeten, nach vorn zu kommen.</translation>
        </message>
        <message>
            <source>&amp;Examine…</source>
            <translation>&amp;Untersuchen…</translation>
        </message>
        <message>
            <source>Decode a message, certificate, CSR, CRL, key or profile</source>
            <translation>Nachricht, Zertifikat, CSR, CRL, Schlüssel oder Profil dekodieren</translation>
        </message>
        <message>
            <source>&amp;Keys for decryption…</source>
            <translation>&amp;Schlüssel zum Entschlüsseln…</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>&amp;Werkzeuge</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MdmDeviceForm</name>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Device ID</source>
            <translation>Geräte-ID</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Its request must ask for this subject. Empty: any.</source>
            <translation>Seine Anfrage muss dieses Subject verlangen. Leer: beliebig.</translation>
        </message>
        <message>
            <source>Any</source>
            <translation>Beliebige</translation>
        </message>
        <message>
            <source>Exactly these</source>
            <translation>Genau diese</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>These names</source>
            <translation>Diese Namen</translation>
        </message>
        <message>
            <source>One a line, as in DNS:xyz.example. None: it must have none.</source>
            <translation>Einer je Zeile, wie DNS:xyz.example. Keiner: Sie darf keinen haben.</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Show the code</source>
            <translation>Code zeigen</translation>
        </message>
        <message>
            <source>Copy the code; it leaves the clipboard soon</source>
            <translation>Code kopieren; er verlässt die Zwischenablage bald</translation>
        </message>
        <message>
            <source>Make a random code</source>
            <translation>Zufälligen Code erzeugen</translation>
        </message>
        <message>
            <source>Only its hash is kept: copy it before you store the device.</source>
            <translation>Nur sein Hash wird aufbewahrt: Kopieren Sie ihn, bevor Sie das Gerät speichern.</translation>
        </message>
        <message>
            <source>Code of the device</source>
            <translation>Code des Geräts</translation>
        </message>
        <message>
            <source>Ends at</source>
            <translation>Läuft ab am</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Gültig bis</translation>
        </message>
        <message>
            <source>Hide the code</source>
            <translation>Code verbergen</translation>
        </message>
        <message>
            <source>Kept; type to replace it</source>
            <translation>Bleibt erhalten; zum Ersetzen tippen</translation>
        </message>
        <message>
            <source>This is no subject as in CN=xyz,O=Example.</source>
            <translation>Das ist kein Subject wie CN=xyz,O=Example.</translation>
        </message>
        <message>
            <source>“%1” is no name as in DNS:xyz.example.</source>
            <translation>„%1“ ist kein Name wie DNS:xyz.example.</translation>
        </message>
        <message>
            <source>A device needs a code.</source>
            <translation>Ein Gerät braucht einen Code.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MdmDeviceModel</name>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Code valid until</source>
            <translation>Code gültig bis</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MdmDevicesTab</name>
        <message>
            <source>Devices that the MDM knows</source>
            <translation>Geräte, die das MDM kennt</translation>
        </message>
        <message>
            <source>Filter: device, subject, name…</source>
            <translation>Filter: Gerät, Subject, Name…</translation>
        </message>
        <message>
            <source>There is no device yet.</source>
            <translation>Es gibt noch kein Gerät.</translation>
        </message>
        <message>
            <source>A device enrolls with its code, and only for the subject that the MDM has for it.</source>
            <translation>Ein Gerät registriert sich mit seinem Code, und nur für das Subject, das das MDM für es hat.</translation>
        </message>
        <message>
            <source>Add the device</source>
            <translation>Gerät hinzufügen</translation>
        </message>
        <message>
            <source>The code is on the clipboard; it leaves it soon.</source>
            <translation>Der Code ist in der Zwischenablage; er wird bald daraus entfernt.</translation>
        </message>
        <message>
            <source>The device puts the code into its request as the challengePassword. The endpoint asks the MDM, which compares the subject and the names with what it has here, and allows or denies.</source>
            <translation>Das Gerät setzt den Code als challengePassword in seine Anfrage. Der Endpunkt fragt das MDM; dieses vergleicht das Subject und die Namen mit dem, was es hier hat, und erlaubt oder lehnt ab.</translation>
        </message>
        <message>
            <source>New device</source>
            <translation>Neues Gerät</translation>
        </message>
        <message>
            <source>Device %1</source>
            <translation>Gerät %1</translation>
        </message>
        <message>
            <source>Another code</source>
            <translation>Anderer Code</translation>
        </message>
        <message>
            <source>Device “%1” has this code already.</source>
            <translation>Gerät „%1“ hat diesen Code schon.</translation>
        </message>
        <message>
            <source>Device “%1” is stored.</source>
            <translation>Gerät „%1“ ist gespeichert.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MessageBar</name>
        <message>
            <source>Done:</source>
            <translation>Erledigt:</translation>
        </message>
        <message>
            <source>Note:</source>
            <translation>Hinweis:</translation>
        </message>
        <message>
            <source>Warning:</source>
            <translation>Warnung:</translation>
        </message>
        <message>
            <source>Error:</source>
            <translation>Fehler:</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>Diese Meldung ausblenden</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Ausblenden</translation>
        </message>
        <message numerus="yes">
            <source>%1 (%n times)</source>
            <translation>
                <numerusform>%1 (%n-mal)</numerusform>
                <numerusform>%1 (%n-mal)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MessageComparisonModel</name>
        <message>
            <source>same</source>
            <translation>gleich</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>verschieden</translation>
        </message>
        <message>
            <source>only left</source>
            <translation>nur links</translation>
        </message>
        <message>
            <source>only right</source>
            <translation>nur rechts</translation>
        </message>
        <message>
            <source>%1, a hidden secret</source>
            <translation>%1, ein verborgenes Geheimnis</translation>
        </message>
        <message>
            <source>left: %1</source>
            <translation>links: %1</translation>
        </message>
        <message>
            <source>right: %1</source>
            <translation>rechts: %1</translation>
        </message>
        <message>
            <source>They mean the same, and are written in another way.</source>
            <translation>Sie bedeuten dasselbe und sind anders geschrieben.</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MintPanel</name>
        <message>
            <source>Mint codes</source>
            <translation>Codes ausgeben</translation>
        </message>
        <message>
            <source>How many codes</source>
            <translation>Wie viele Codes</translation>
        </message>
        <message>
            <source>What they are for: floor 2 printers</source>
            <translation>Wofür sie sind: Drucker im 2. Stock</translation>
        </message>
        <message>
            <source>&amp;How many</source>
            <translation>&amp;Wie viele</translation>
        </message>
        <message>
            <source>&amp;Valid for</source>
            <translation>&amp;Gültig für</translation>
        </message>
        <message>
            <source>Uses</source>
            <translation>Benutzungen</translation>
        </message>
        <message>
            <source>Bound to</source>
            <translation>Gebunden an</translation>
        </message>
        <message>
            <source>&amp;Endpoint</source>
            <translation>&amp;Endpunkt</translation>
        </message>
        <message>
            <source>&amp;Note</source>
            <translation>&amp;Notiz</translation>
        </message>
        <message>
            <source>10 minutes</source>
            <translation>10 Minuten</translation>
        </message>
        <message>
            <source>1 hour</source>
            <translation>1 Stunde</translation>
        </message>
        <message>
            <source>1 day</source>
            <translation>1 Tag</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 Tage</translation>
        </message>
        <message>
            <source>Another time…</source>
            <translation>Anderer Zeitpunkt…</translation>
        </message>
        <message>
            <source>How long a code is valid</source>
            <translation>Wie lange ein Code gilt</translation>
        </message>
        <message>
            <source>Unit of time</source>
            <translation>Zeiteinheit</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>once</source>
            <translation>einmal</translation>
        </message>
        <message>
            <source>up to</source>
            <translation>bis</translation>
        </message>
        <message>
            <source>More than once</source>
            <translation>Mehr als einmal</translation>
        </message>
        <message>
            <source>How often a code can be used</source>
            <translation>Wie oft ein Code benutzt werden kann</translation>
        </message>
        <message>
            <source> times</source>
            <translation> Mal</translation>
        </message>
        <message>
            <source>any request</source>
            <translation>jede Anfrage</translation>
        </message>
        <message>
            <source>only requests that fit rules</source>
            <translation>nur Anfragen, die zu Regeln passen</translation>
        </message>
        <message>
            <source>Show the endpoints</source>
            <translation>Die Endpunkte anzeigen</translation>
        </message>
        <message>
            <source>Every endpoint that takes codes</source>
            <translation>Jeder Endpunkt, der Codes annimmt</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>an endpoint and its path</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>These take codes: %1.</source>
            <translation>Diese nehmen Codes an: %1.</translation>
        </message>
        <message>
            <source>No endpoint takes one-time codes. Codes that you mint now cannot be used until one does.</source>
            <translation>Kein Endpunkt nimmt Einmalcodes an. Codes, die Sie jetzt ausgeben, sind erst benutzbar, wenn einer es tut.</translation>
        </message>
        <message>
            <source>Weaker than once: whoever sees the code can enroll with it, too, until its uses are spent.</source>
            <translation>Schwächer als einmal: wer den Code sieht, kann sich ebenfalls damit registrieren, bis er aufgebraucht ist.</translation>
        </message>
        <message>
            <source>There is no rule yet: the code is good for any request.</source>
            <translation>Es gibt noch keine Regel: der Code gilt für jede Anfrage.</translation>
        </message>
        <message>
            <source>Minting…</source>
            <translation>Wird ausgegeben…</translation>
        </message>
        <message numerus="yes">
            <source>Mint %n code(s)</source>
            <translation>
                <numerusform>%n Code ausgeben</numerusform>
                <numerusform>%n Codes ausgeben</numerusform>
            </translation>
        </message>
        <message>
            <source>Some rules cannot be read yet.</source>
            <translation>Manche Regeln sind noch nicht lesbar.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MintedCard</name>
        <message>
            <source>They are shown only now; afterwards only their numbers remain.</source>
            <translation>Sie werden nur jetzt gezeigt; danach bleiben nur ihre Nummern.</translation>
        </message>
        <message>
            <source>Minted codes</source>
            <translation>Ausgegebene Codes</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>QR code</source>
            <translation>QR-Code</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Alles kopieren</translation>
        </message>
        <message>
            <source>Save as CSV…</source>
            <translation>Als CSV speichern…</translation>
        </message>
        <message>
            <source>I have them</source>
            <translation>Habe ich alle</translation>
        </message>
        <message>
            <source>Forgets the texts of the codes</source>
            <translation>Vergisst die Texte der Codes</translation>
        </message>
        <message>
            <source>Stay here</source>
            <translation>Hier bleiben</translation>
        </message>
        <message>
            <source>Leave without them</source>
            <translation>Ohne sie verlassen</translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) minted</source>
            <translation>
                <numerusform>%n Code ausgegeben</numerusform>
                <numerusform>%n Codes ausgegeben</numerusform>
            </translation>
        </message>
        <message>
            <source>I have it</source>
            <translation>Habe ich</translation>
        </message>
        <message>
            <source>QR code of code %1</source>
            <translation>QR-Code von Code %1</translation>
        </message>
        <message numerus="yes">
            <source>%n code(s) were neither copied nor saved. Who leaves now cannot read them again; they stay valid until they end or are withdrawn.</source>
            <translation>
                <numerusform>%n Code wurde weder kopiert noch gespeichert. Wer jetzt geht, kann ihn nicht mehr lesen; er bleibt gültig, bis er abläuft oder zurückgezogen wird.</numerusform>
                <numerusform>%n Codes wurden weder kopiert noch gespeichert. Wer jetzt geht, kann sie nicht mehr lesen; sie bleiben gültig, bis sie ablaufen oder zurückgezogen werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>Verbergen</translation>
        </message>
        <message>
            <source>Hide code %1</source>
            <translation>Code %1 verbergen</translation>
        </message>
        <message>
            <source>Show code %1</source>
            <translation>Code %1 anzeigen</translation>
        </message>
        <message>
            <source>Copy code %1</source>
            <translation>Code %1 kopieren</translation>
        </message>
        <message numerus="yes">
            <source>Clipboard clears in %n s</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>Zwischenablage wird in %n s geleert</numerusform>
                <numerusform>Zwischenablage wird in %n s geleert</numerusform>
            </translation>
        </message>
        <message>
            <source>Use in test enrollment</source>
            <translation>In Testregistrierung verwenden</translation>
        </message>
        <message>
            <source>Use code %1 in a test enrollment</source>
            <translation>Code %1 in einer Testregistrierung verwenden</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::MintedModel</name>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>Angenommen</translation>
        </message>
        <message>
            <source>yes</source>
            <comment>the code was taken</comment>
            <translation>ja</translation>
        </message>
        <message>
            <source>not yet</source>
            <comment>taken</comment>
            <translation>noch nicht</translation>
        </message>
        <message>
            <source>Code %1, %2, %3</source>
            <translation>Code %1, %2, %3</translation>
        </message>
        <message>
            <source>hidden</source>
            <translation>verborgen</translation>
        </message>
        <message>
            <source>taken</source>
            <translation>entgegengenommen</translation>
        </message>
        <message>
            <source>not taken yet</source>
            <translation>noch nicht entgegengenommen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::NeedsCard</name>
        <message>
            <source>The responder did not start: nobody is served.</source>
            <translation>Der Responder ist nicht gestartet: niemand wird bedient.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) wait(s) for your decision.</source>
            <translation>
                <numerusform>%n Anfrage wartet auf Ihre Entscheidung.</numerusform>
                <numerusform>%n Anfragen warten auf Ihre Entscheidung.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, since %2</source>
            <translation>%1, seit %2</translation>
        </message>
        <message>
            <source>oldest: %1</source>
            <translation>älteste: %1</translation>
        </message>
        <message>
            <source>The CA certificate of “%1” ends in %2.</source>
            <translation>Das CA-Zertifikat von „%1“ gilt noch %2.</translation>
        </message>
        <message>
            <source>The CA certificate of “%1” has ended.</source>
            <translation>Das CA-Zertifikat von „%1“ ist abgelaufen.</translation>
        </message>
        <message>
            <source>The RA certificate of “%1” ends in %2.</source>
            <translation>Das RA-Zertifikat von „%1“ gilt noch %2.</translation>
        </message>
        <message>
            <source>The RA certificate of “%1” has ended.</source>
            <translation>Das RA-Zertifikat von „%1“ ist abgelaufen.</translation>
        </message>
        <message>
            <source>Prepare the next CA (rollover) before that.</source>
            <translation>Bereiten Sie vorher die nächste CA vor (Schlüsselwechsel).</translation>
        </message>
        <message>
            <source>Clients can no longer send requests after that.</source>
            <translation>Danach können Clients keine Anfragen mehr senden.</translation>
        </message>
        <message>
            <source>Nothing that it issued is trusted any more.</source>
            <translation>Nichts, was sie ausgestellt hat, gilt noch als vertrauenswürdig.</translation>
        </message>
        <message>
            <source>Clients refuse to send requests to it.</source>
            <translation>Clients weigern sich, Anfragen dorthin zu senden.</translation>
        </message>
        <message>
            <source>Nobody can use endpoint “%1”.</source>
            <translation>Niemand kann den Endpunkt „%1“ benutzen.</translation>
        </message>
        <message>
            <source>Nothing can be encrypted to its key (%1). Use an RA, an RSA key or a static challenge.</source>
            <translation>Für seinen Schlüssel (%1) lässt sich nichts verschlüsseln. Verwenden Sie eine RA, einen RSA-Schlüssel oder eine statische Challenge.</translation>
        </message>
        <message>
            <source>Some clients will refuse endpoint “%1”.</source>
            <translation>Manche Clients werden den Endpunkt „%1“ ablehnen.</translation>
        </message>
        <message>
            <source>The CA certificate of “%1” lacks the key usage %2.</source>
            <translation>Dem CA-Zertifikat von „%1“ fehlt die Schlüsselverwendung %2.</translation>
        </message>
        <message>
            <source>Whoever knows the static challenge of endpoint “%1” gets a certificate for any name (VU#971035).</source>
            <translation>Wer die statische Challenge des Endpunkts „%1“ kennt, bekommt ein Zertifikat für jeden Namen (VU#971035).</translation>
        </message>
        <message>
            <source>Other machines can reach it. Add constraints, or use one-time codes.</source>
            <translation>Andere Rechner können ihn erreichen. Fügen Sie Bedingungen hinzu, oder verwenden Sie Einmalcodes.</translation>
        </message>
        <message>
            <source>Add constraints, or use one-time codes.</source>
            <translation>Fügen Sie Bedingungen hinzu, oder verwenden Sie Einmalcodes.</translation>
        </message>
        <message>
            <source>%1 has no CA certificate yet: nothing can be issued.</source>
            <translation>%1 hat noch kein CA-Zertifikat: es kann nichts ausgestellt werden.</translation>
        </message>
        <message>
            <source>Let the outside CA sign its request, then install the certificate.</source>
            <translation>Lassen Sie die Anfrage von der externen CA signieren, und installieren Sie dann das Zertifikat.</translation>
        </message>
        <message>
            <source>There is no CA: nothing can be issued.</source>
            <translation>Es gibt keine CA: es kann nichts ausgestellt werden.</translation>
        </message>
        <message>
            <source>the first %1</source>
            <translation>die ersten %1</translation>
        </message>
        <message numerus="yes">
            <source>%n unused code(s) expire(s) within 10 minutes.</source>
            <translation>
                <numerusform>%n unbenutzter Code läuft innerhalb von 10 Minuten ab.</numerusform>
                <numerusform>%n unbenutzte Codes laufen innerhalb von 10 Minuten ab.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) end(s) within %1.</source>
            <translation>
                <numerusform>%n Zertifikat endet bald (höchstens noch %1).</numerusform>
                <numerusform>%n Zertifikate enden bald (höchstens noch %1).</numerusform>
            </translation>
        </message>
        <message>
            <source>Needs you</source>
            <translation>Für Sie zu tun</translation>
        </message>
        <message>
            <source>Nothing needs you.</source>
            <translation>Für Sie ist nichts zu tun.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open: %1</source>
            <translation>Öffnen: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::NoticeModel</name>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Prüfstelle</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Nächster Versuch</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Request %1</source>
            <translation>Anfrage %1</translation>
        </message>
        <message numerus="yes">
            <source>News %1 about %2 for %3: %4, %n attempt(s)</source>
            <translation>
                <numerusform>Nachricht %1 über %2 für %3: %4, %n Versuch</numerusform>
                <numerusform>Nachricht %1 über %2 für %3: %4, %n Versuche</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Notices</name>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Angenommen</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Given up</source>
            <translation>Aufgegeben</translation>
        </message>
        <message>
            <source>Given up by hand</source>
            <translation>Von Hand aufgegeben</translation>
        </message>
        <message>
            <source>Intune</source>
            <translation>Intune</translation>
        </message>
        <message>
            <source>gate “%1”</source>
            <translation>Prüfstelle „%1“</translation>
        </message>
        <message>
            <source>Waits for it</source>
            <translation>Wartet darauf</translation>
        </message>
        <message>
            <source>May leave</source>
            <translation>Freigegeben</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::NoticesTab</name>
        <message>
            <source>Show older news</source>
            <translation>Ältere Nachrichten zeigen</translation>
        </message>
        <message>
            <source>News of outcomes</source>
            <translation>Nachrichten über Ergebnisse</translation>
        </message>
        <message>
            <source>The chosen news</source>
            <translation>Die gewählte Nachricht</translation>
        </message>
        <message>
            <source>Choose news to see who is told of what.</source>
            <translation>Wählen Sie eine Nachricht, um zu sehen, wer was erfährt.</translation>
        </message>
        <message>
            <source>Filter: subject, gate, error…</source>
            <translation>Filter: Subject, Prüfstelle, Fehler…</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>The older news was not read.</source>
            <translation>Die älteren Nachrichten wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>News %1 is not among what is listed.</source>
            <translation>Nachricht %1 ist nicht in der Liste.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Nobody wanted news yet.</source>
            <translation>Noch niemand wollte eine Nachricht.</translation>
        </message>
        <message>
            <source>A gate may want to know what came of a request: Intune always does, webhooks and programs when they are set so.</source>
            <translation>Eine Prüfstelle kann wissen wollen, was aus einer Anfrage wurde: Intune immer, Webhooks und Programme, wenn sie so eingestellt sind.</translation>
        </message>
        <message>
            <source>All who wanted news have it.</source>
            <translation>Alle, die Nachricht wollten, haben sie.</translation>
        </message>
        <message>
            <source>News that waits, was refused or was given up stands here.</source>
            <translation>Nachrichten, die warten, abgelehnt oder aufgegeben wurden, stehen hier.</translation>
        </message>
        <message>
            <source>Show all news</source>
            <translation>Alle Nachrichten zeigen</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(kein Subject)</translation>
        </message>
        <message>
            <source>The certificate leaves when %1 has accepted the news of it.</source>
            <translation>Das Zertifikat wird herausgegeben, wenn %1 die Nachricht darüber angenommen hat.</translation>
        </message>
        <message>
            <source>To be told to %1. The device does not wait for it.</source>
            <translation>Wird %1 noch mitgeteilt. Das Gerät wartet nicht darauf.</translation>
        </message>
        <message>
            <source>Accepted by %1: the certificate may leave.</source>
            <translation>Von %1 angenommen: Das Zertifikat darf herausgegeben werden.</translation>
        </message>
        <message>
            <source>Accepted by %1.</source>
            <translation>Von %1 angenommen.</translation>
        </message>
        <message>
            <source>Refused by %1 for good: the certificate was revoked and never left.</source>
            <translation>Von %1 endgültig abgelehnt: Das Zertifikat wurde gesperrt und nie herausgegeben.</translation>
        </message>
        <message>
            <source>Refused by %1 for good.</source>
            <translation>Von %1 endgültig abgelehnt.</translation>
        </message>
        <message>
            <source>It could not be told to %1: the certificate was revoked and never left.</source>
            <translation>%1 konnte nicht benachrichtigt werden: Das Zertifikat wurde gesperrt und nie herausgegeben.</translation>
        </message>
        <message>
            <source>It could not be told to %1. The certificate stays as it is.</source>
            <translation>%1 konnte nicht benachrichtigt werden. Das Zertifikat bleibt, wie es ist.</translation>
        </message>
        <message>
            <source>An operator gave it up: the certificate was revoked and never left.</source>
            <translation>Ein Betreiber hat sie aufgegeben: Das Zertifikat wurde gesperrt und nie herausgegeben.</translation>
        </message>
        <message>
            <source>An operator gave it up.</source>
            <translation>Ein Betreiber hat sie aufgegeben.</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>a time, and how long ago</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Nächster Versuch</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>nicht mehr vorhanden</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Prüfstelle</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>Choose news in the list first.</source>
            <translation>Wählen Sie erst eine Nachricht in der Liste.</translation>
        </message>
        <message>
            <source>The certificate is revoked: there is nothing to tell any more.</source>
            <translation>Das Zertifikat ist gesperrt: Es gibt nichts mehr mitzuteilen.</translation>
        </message>
        <message>
            <source>It has ended.</source>
            <translation>Das ist abgeschlossen.</translation>
        </message>
        <message>
            <source>It is not tried again.</source>
            <translation>Es wird nicht erneut versucht.</translation>
        </message>
        <message>
            <source>It is tried again now.</source>
            <translation>Es wird jetzt erneut versucht.</translation>
        </message>
        <message>
            <source>It is tried again as soon as the responder runs.</source>
            <translation>Es wird erneut versucht, sobald der Responder läuft.</translation>
        </message>
        <message>
            <source>Give up telling %1 about %2? Its certificate waits for that: it will be revoked, and the device never gets it. This cannot be undone.</source>
            <translation>Aufgeben, %1 über %2 zu benachrichtigen? Das Zertifikat wartet darauf: Es wird gesperrt, und das Gerät bekommt es nie. Das kann nicht rückgängig gemacht werden.</translation>
        </message>
        <message>
            <source>Give up telling %1 about %2? It never learns what came of the request. This cannot be undone.</source>
            <translation>Aufgeben, %1 über %2 zu benachrichtigen? Was aus der Anfrage wurde, wird dort nie bekannt. Das kann nicht rückgängig gemacht werden.</translation>
        </message>
        <message>
            <source>Keep trying</source>
            <translation>Weiter versuchen</translation>
        </message>
        <message>
            <source>Give up and revoke the certificate</source>
            <translation>Aufgeben und das Zertifikat sperren</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Aufgeben</translation>
        </message>
        <message>
            <source>The news was given up.</source>
            <translation>Die Nachricht wurde aufgegeben.</translation>
        </message>
        <message>
            <source>The news was not given up.</source>
            <translation>Die Nachricht wurde nicht aufgegeben.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Opening</name>
        <message>
            <source>The file is not there any more.</source>
            <translation>Die Datei ist nicht mehr da.</translation>
        </message>
        <message>
            <source>It was moved, renamed or removed, or its disk is not connected. Find it, or choose another one.</source>
            <translation>Er wurde verschoben, umbenannt oder entfernt, oder der Datenträger ist nicht angeschlossen. Suchen Sie ihn, oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>It is not a Scepter workspace.</source>
            <translation>Das ist kein Arbeitsbereich von Scepter.</translation>
        </message>
        <message>
            <source>Choose another file; the name of a workspace usually ends in .scepter.</source>
            <translation>Wählen Sie eine andere Datei; der Name eines Arbeitsbereichs endet meist auf .scepter.</translation>
        </message>
        <message>
            <source>The file is damaged.</source>
            <translation>Die Datei ist beschädigt.</translation>
        </message>
        <message>
            <source>Do not write to it any more. Restore a backup; the damaged file is kept under another name.</source>
            <translation>Schreiben Sie nicht mehr hinein. Stellen Sie eine Sicherung wieder her; die beschädigte Datei bleibt unter anderem Namen erhalten.</translation>
        </message>
        <message>
            <source>It was last used by a newer version of Scepter.</source>
            <translation>Er wurde zuletzt von einer neueren Version von Scepter benutzt.</translation>
        </message>
        <message>
            <source>Install that version, or a newer one. Nothing was changed in it.</source>
            <translation>Installieren Sie jene Version oder eine neuere. Es wurde nichts darin geändert.</translation>
        </message>
        <message>
            <source>It cannot be written to.</source>
            <translation>Es kann nicht hineingeschrieben werden.</translation>
        </message>
        <message>
            <source>Get the right to write to the file and to its folder, or copy it to a folder of your own; a CD or a locked disk is no place for it.</source>
            <translation>Verschaffen Sie sich das Schreibrecht für die Datei und ihren Ordner, oder kopieren Sie sie in einen eigenen Ordner; eine CD oder ein schreibgeschützter Datenträger ist kein Ort dafür.</translation>
        </message>
        <message>
            <source>Another program holds it locked.</source>
            <translation>Ein anderes Programm hält die Sperre.</translation>
        </message>
        <message>
            <source>A backup or another tool may be at work on it. Wait until that has ended, then try again.</source>
            <translation>Eine Sicherung oder ein anderes Werkzeug arbeitet womöglich daran. Warten Sie, bis das beendet ist, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>Make room on it, then try again.</source>
            <translation>Schaffen Sie Platz darauf, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>The file cannot be read.</source>
            <translation>Die Datei kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Get the right to read it, then try again; the details say what the system answers.</source>
            <translation>Verschaffen Sie sich das Leserecht, und versuchen Sie es erneut; die Einzelheiten sagen, was das System antwortet.</translation>
        </message>
        <message>
            <source>Its key file cannot be used.</source>
            <translation>Seine Schlüsseldatei kann nicht benutzt werden.</translation>
        </message>
        <message>
            <source>It must hold the passphrase in its first line, be yours, and be readable by nobody else (chmod 600).</source>
            <translation>Sie muss die Passphrase in der ersten Zeile enthalten, Ihnen gehören und darf für niemanden sonst lesbar sein (chmod 600).</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Page</name>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>%1 was not saved.</source>
            <translation>%1 wurde nicht gespeichert.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PageHelp</name>
        <message>
            <source>Is everything well, and what needs you? Requests that wait for a decision and certificates that end soon come first; below is what came in during the last hour.</source>
            <translation>Ist alles in Ordnung, und was braucht Sie? Anfragen, die auf eine Entscheidung warten, und Zertifikate, die bald enden, stehen zuerst; darunter steht, was in der letzten Stunde einging.</translation>
        </message>
        <message>
            <source>Every number and name leads to what it stands for.</source>
            <translation>Jede Zahl und jeder Name führt zu dem, wofür sie stehen.</translation>
        </message>
        <message>
            <source>A request is a device's wish for a certificate. Where the endpoint wants manual approval it waits here as Pending until you approve or refuse it; the device asks again by itself.</source>
            <translation>Eine Anfrage ist der Wunsch eines Geräts nach einem Zertifikat. Wo der Endpunkt Genehmigung von Hand verlangt, wartet sie hier als Wartend, bis Sie sie genehmigen oder ablehnen; das Gerät fragt von selbst erneut.</translation>
        </message>
        <message>
            <source>The detail shows what was asked for beside what would be issued. A refusal needs a reason, which the device is told.</source>
            <translation>Die Einzelheiten zeigen, was verlangt wurde, neben dem, was ausgestellt würde. Eine Ablehnung braucht einen Grund, der dem Gerät mitgeteilt wird.</translation>
        </message>
        <message>
            <source>Everything that this CA has issued. A certificate that must not be trusted any more is revoked: it then stands on the next certificate revocation list (CRL), which devices fetch. Revoking cannot be undone.</source>
            <translation>Alles, was diese CA ausgestellt hat. Ein Zertifikat, dem nicht mehr vertraut werden darf, wird gesperrt: es steht dann auf der nächsten Sperrliste (CRL), die Geräte holen. Eine Sperrung kann nicht rückgängig gemacht werden.</translation>
        </message>
        <message>
            <source>Any certificate can be copied or saved in every usual format.</source>
            <translation>Jedes Zertifikat lässt sich in jedem üblichen Format kopieren oder speichern.</translation>
        </message>
        <message>
            <source>A one-time code is what a device sends as its challenge password to prove that it may enroll. You mint codes here and hand them out; each works once, for the time that you set.</source>
            <translation>Ein Einmalcode ist das, was ein Gerät als Challenge-Passwort sendet, um zu beweisen, dass es sich registrieren darf. Hier geben Sie Codes aus und verteilen sie; jeder gilt einmal, so lange, wie Sie es festlegen.</translation>
        </message>
        <message>
            <source>Codes are shown only when they are minted. The workspace keeps a keyed hash, so nobody can read them here afterwards.</source>
            <translation>Codes werden nur bei der Ausgabe gezeigt. Der Arbeitsbereich behält einen Hash mit Schlüssel, sodass sie hier später niemand lesen kann.</translation>
        </message>
        <message>
            <source>An endpoint is one SCEP URL: which authority issues, by which template, what a device must show to enroll, and who approves. A template says what will stand in the certificates.</source>
            <translation>Ein Endpunkt ist eine SCEP-URL: welche CA ausstellt, nach welcher Vorlage, was ein Gerät zum Registrieren vorweisen muss, und wer genehmigt. Eine Vorlage sagt, was in den Zertifikaten steht.</translation>
        </message>
        <message>
            <source>Changes hold from the next request on, without a restart.</source>
            <translation>Änderungen gelten ab der nächsten Anfrage, ohne Neustart.</translation>
        </message>
        <message>
            <source>An authority is a CA: its key, its certificate, and the certificate of the registration authority (RA) that speaks SCEP for it. Here you see how long they last, renew the revocation list, and change to the next generation before the present one ends.</source>
            <translation>Eine CA (Zertifizierungsstelle) besteht aus ihrem Schlüssel, ihrem Zertifikat und dem Zertifikat der Registrierungsstelle (RA), die für sie SCEP spricht. Hier sehen Sie, wie lange sie gelten, erneuern die Sperrliste und wechseln zur nächsten Generation, bevor die jetzige endet.</translation>
        </message>
        <message>
            <source>Who did what, when. Each line carries a keyed hash of the one before it: verifying the trail finds any line that was changed or removed.</source>
            <translation>Wer wann was getan hat. Jede Zeile trägt einen Hash mit Schlüssel der vorigen: die Prüfung des Protokolls findet jede Zeile, die geändert oder entfernt wurde.</translation>
        </message>
        <message>
            <source>Note the hash of the last line elsewhere to find out if the end is ever cut off.</source>
            <translation>Notieren Sie den Hash der letzten Zeile anderswo, um zu bemerken, wenn je das Ende abgeschnitten wird.</translation>
        </message>
        <message>
            <source>What concerns your window acts at once. What concerns the responder is collected at the bottom of the page and holds only after you apply it; a running responder must restart, which drops the connections that are open.</source>
            <translation>Was Ihr Fenster betrifft, wirkt sofort. Was den Responder betrifft, wird unten auf der Seite gesammelt und gilt erst, wenn Sie es anwenden; ein laufender Responder muss neu starten, und offene Verbindungen brechen dabei ab.</translation>
        </message>
        <message>
            <source>Type into the search field to find a setting by its name, its explanation or its key. The arrow beside a changed setting resets it.</source>
            <translation>Tippen Sie in das Suchfeld, um eine Einstellung nach Name, Erklärung oder Schlüsselname zu finden. Der Pfeil neben einer geänderten Einstellung setzt sie zurück.</translation>
        </message>
        <message>
            <source>Filter or search on this page</source>
            <translation>Auf dieser Seite filtern oder suchen</translation>
        </message>
        <message>
            <source>Go anywhere by typing its name</source>
            <translation>Überallhin gehen, indem Sie den Namen tippen</translation>
        </message>
        <message>
            <source>Next pane</source>
            <translation>Nächster Bereich</translation>
        </message>
        <message>
            <source>Read everything anew</source>
            <translation>Alles neu lesen</translation>
        </message>
        <message>
            <source>Back to where you were</source>
            <translation>Zurück zur vorigen Stelle</translation>
        </message>
        <message>
            <source>Dismiss the topmost message or panel</source>
            <translation>Oberste Meldung oder oberstes Feld ausblenden</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>Help: %1</source>
            <translation>Hilfe: %1</translation>
        </message>
        <message>
            <source>A workspace is one file with everything of one CA: its keys, requests, certificates, codes and settings. Make a new one, open one that is there, or restore a backup.</source>
            <translation>Ein Arbeitsbereich ist eine Datei mit allem, was zu einer CA gehört: Schlüssel, Anfragen, Zertifikate, Codes und Einstellungen. Legen Sie einen neuen an, öffnen Sie einen vorhandenen, oder stellen Sie eine Sicherung wieder her.</translation>
        </message>
        <message>
            <source>Keys of this page</source>
            <translation>Tasten dieser Seite</translation>
        </message>
        <message>
            <source>Keys everywhere</source>
            <translation>Tasten überall</translation>
        </message>
        <message>
            <source>Every message that came to this workspace and what was answered, decoded with the keys at hand. Choose a row to see its fields and bytes; what is wrong with it stands on top, with the section of the RFC and advice.</source>
            <translation>Jede Nachricht an diesen Arbeitsbereich und was geantwortet wurde, dekodiert mit den Schlüsseln, die zur Hand sind. Wählen Sie eine Zeile, um ihre Felder und Bytes zu sehen; was daran falsch ist, steht oben, mit dem Abschnitt des RFC und einem Rat.</translation>
        </message>
        <message>
            <source>The filter takes words and key:value, as in op:PKIOperation status:FAILURE peer:10.0. since:10m; it completes as you type. The list goes on with what comes in only while its last row is in sight. Group by transaction shows an enrollment as a diagram.</source>
            <translation>Der Filter nimmt Wörter und Schlüssel:Wert, wie op:PKIOperation status:FAILURE peer:10.0. since:10m; er vervollständigt beim Tippen. Die Liste geht nur dann mit Neuem weiter, wenn ihre letzte Zeile zu sehen ist. „Nach Transaktion gruppieren“ zeigt eine Registrierung als Diagramm.</translation>
        </message>
        <message>
            <source>Open reads captures of other programs (HAR, pcap, pcapng). A redacted bundle is for bug reports: secrets and subjects are replaced in it.</source>
            <translation>„Öffnen“ liest Mitschnitte anderer Programme (HAR, pcap, pcapng). Ein geschwärztes Bündel ist für Fehlermeldungen gedacht: Geheimnisse und Namen sind darin ersetzt.</translation>
        </message>
        <message>
            <source>Accounts are for programs that fetch codes by themselves, from the NDES page, by Jamf's webhook or over REST. Services are whom gates ask: one that fails again and again is left alone for a while, and tried again then.</source>
            <translation>Konten sind für Programme, die selbst Codes holen: von der NDES-Seite, über den Webhook von Jamf oder über REST. Dienste werden von Prüfstellen gefragt: Einer, der immer wieder versagt, wird eine Weile in Ruhe gelassen und dann erneut versucht.</translation>
        </message>
        <message>
            <source>News is what gates want to know of outcomes. Some certificates leave only when theirs was accepted; to give that up revokes the certificate.</source>
            <translation>Nachrichten sagen Prüfstellen, was herauskam. Manche Zertifikate werden erst herausgegeben, wenn ihre Nachricht angenommen wurde; wird sie aufgegeben, wird das Zertifikat gesperrt.</translation>
        </message>
        <message>
            <source>This program as a client, of an endpoint of this workbench or of any other SCEP service. Each step is shown as it happens; Enter on a step opens what was sent and what came in the Inspector, opened with the key of the test.</source>
            <translation>Dieses Programm als Client eines Endpunkts dieser Werkbank oder eines beliebigen anderen SCEP-Dienstes. Jeder Schritt wird gezeigt, während er geschieht; Enter auf einem Schritt öffnet im Inspektor, was gesendet wurde und was kam, mit dem Schlüssel des Tests entschlüsselt.</translation>
        </message>
        <message>
            <source>Behaves like builds the messages as another client does. Misbehave on purpose shows whether the service refuses what it ought to refuse: then a refusal is what passes.</source>
            <translation>„Verhält sich wie“ baut die Nachrichten so, wie ein anderer Client es tut. „Absichtlich falsch“ zeigt, ob der Dienst ablehnt, was er ablehnen soll: Dann gilt eine Ablehnung als bestanden.</translation>
        </message>
        <message>
            <source>Keys and challenges of tests stay in memory until the workspace is closed, unless you save them.</source>
            <translation>Schlüssel und Challenges von Tests bleiben im Arbeitsspeicher, bis der Arbeitsbereich geschlossen wird, außer wenn Sie sie speichern.</translation>
        </message>
        <message>
            <source>A stand-in plays the other party, so that a lab needs no cloud: Intune, an MDM that hands out codes of its own, or Jamf, which asks for codes. What it knows are the devices and profiles that you give it.</source>
            <translation>Eine Attrappe spielt die Gegenseite, damit ein Labor keine Cloud braucht: Intune, ein MDM, das eigene Codes ausgibt, oder Jamf, das Codes anfordert. Sie kennt die Geräte und Profile, die Sie ihr geben.</translation>
        </message>
        <message>
            <source>The calls show each question with its answer, field by field. A fault makes the stand-in fail on purpose: with a code, a status, broken JSON, a broken connection, or no answer at all.</source>
            <translation>Die Aufrufe zeigen jede Frage mit ihrer Antwort, Feld für Feld. Mit einer Störung versagt die Attrappe absichtlich: mit einem Code, einem Status, kaputtem JSON, abgebrochener Verbindung oder ganz ohne Antwort.</translation>
        </message>
        <message>
            <source>Start it, then choose “Use for endpoint”: that sets up the gate of an endpoint with its address, its secret and its root. From then on a request gets a certificate only if it asks for what the stand-in has for the device.</source>
            <translation>Starten Sie sie, und wählen Sie dann „Für Endpunkt verwenden“: Das richtet die Prüfung eines Endpunkts mit ihrer Adresse, ihrem Geheimnis und ihrer Root-CA ein. Von da an bekommt eine Anfrage nur dann ein Zertifikat, wenn sie verlangt, was die Attrappe für das Gerät hat.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Pages</name>
        <message>
            <source>Dashboard</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Challenges</source>
            <translation>Challenges</translation>
        </message>
        <message>
            <source>Endpoints</source>
            <translation>Endpunkte</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Test enrollment</source>
            <translation>Testregistrierung</translation>
        </message>
        <message>
            <source>Stand-ins</source>
            <translation>Attrappen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PassphraseDialog</name>
        <message>
            <source>&amp;Typed here</source>
            <translation>&amp;Hier getippt</translation>
        </message>
        <message>
            <source>From the &amp;key file of the workspace</source>
            <translation>Aus der &amp;Schlüsseldatei des Arbeitsbereichs</translation>
        </message>
        <message>
            <source>&amp;Random, kept in the key file</source>
            <translation>&amp;Zufällig, in der Schlüsseldatei aufbewahrt</translation>
        </message>
        <message>
            <source>&amp;My own</source>
            <translation>&amp;Eigene</translation>
        </message>
        <message>
            <source>&amp;Also keep it in the key file</source>
            <translation>&amp;Auch in der Schlüsseldatei aufbewahren</translation>
        </message>
        <message>
            <source>Change the passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Current passphrase</source>
            <translation>Jetzige Passphrase</translation>
        </message>
        <message>
            <source>New passphrase</source>
            <translation>Neue Passphrase</translation>
        </message>
        <message>
            <source>New passphrase once more</source>
            <translation>Neue Passphrase noch einmal</translation>
        </message>
        <message>
            <source>Type it twice. Several words are better than one odd one.</source>
            <translation>Tippen Sie sie zweimal ein. Mehrere Wörter sind besser als ein ausgefallenes.</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s): at least 8 are needed.</source>
            <translation>
                <numerusform>%n Zeichen: mindestens 8 sind nötig.</numerusform>
                <numerusform>%n Zeichen: mindestens 8 sind nötig.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s). Type it once more.</source>
            <translation>
                <numerusform>%n Zeichen. Tippen Sie sie noch einmal.</numerusform>
                <numerusform>%n Zeichen. Tippen Sie sie noch einmal.</numerusform>
            </translation>
        </message>
        <message>
            <source>The two are not the same.</source>
            <translation>Die beiden sind nicht gleich.</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s).</source>
            <translation>
                <numerusform>%n Zeichen.</numerusform>
                <numerusform>%n Zeichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The key file beside the workspace opens it without anybody typing anything: whoever can read that file can use the CA.</source>
            <translation>Die Schlüsseldatei neben dem Arbeitsbereich öffnet ihn, ohne dass jemand etwas eintippt: wer sie lesen kann, kann die CA benutzen.</translation>
        </message>
        <message>
            <source>Only you will know it. A key file with the old passphrase is removed, and nobody can open the workspace without the new one: there is no way around it.</source>
            <translation>Nur Sie werden sie kennen. Eine Schlüsseldatei mit der alten Passphrase wird entfernt, und ohne die neue kann niemand den Arbeitsbereich öffnen: daran führt kein Weg vorbei.</translation>
        </message>
        <message>
            <source>Changing…</source>
            <translation>Wird geändert…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Changing the passphrase</source>
            <translation>Passphrase ändern</translation>
        </message>
        <message>
            <source>The passphrase was not changed: the current one is wrong.</source>
            <translation>Die Passphrase wurde nicht geändert: die jetzige ist falsch.</translation>
        </message>
        <message>
            <source>The passphrase was not changed.</source>
            <translation>Die Passphrase wurde nicht geändert.</translation>
        </message>
        <message>
            <source>The key file holds the new one.</source>
            <translation>Die Schlüsseldatei enthält die neue.</translation>
        </message>
        <message>
            <source>The key file with the old one was removed.</source>
            <translation>Die Schlüsseldatei mit der alten wurde entfernt.</translation>
        </message>
        <message>
            <source>No key file was touched.</source>
            <translation>Keine Schlüsseldatei wurde verändert.</translation>
        </message>
        <message>
            <source>The passphrase was changed.</source>
            <translation>Die Passphrase wurde geändert.</translation>
        </message>
        <message>
            <source>Backups made before open with the old one.</source>
            <translation>Frühere Sicherungen lassen sich mit der alten öffnen.</translation>
        </message>
        <message>
            <source>The new one stands in a file beside the key file, whose name ends in .new; it opens the workspace too.</source>
            <translation>Die neue steht in einer Datei neben der Schlüsseldatei, deren Name auf .new endet; auch sie öffnet den Arbeitsbereich.</translation>
        </message>
        <message>
            <source>Not all of it went well: %1</source>
            <translation>Nicht alles ging gut: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PassphrasePrompt</name>
        <message>
            <source>&amp;Passphrase</source>
            <translation>&amp;Passphrase</translation>
        </message>
        <message>
            <source>&amp;Again</source>
            <translation>&amp;Wiederholung</translation>
        </message>
        <message numerus="yes">
            <source>At least %n character(s).</source>
            <translation>
                <numerusform>Mindestens %n Zeichen.</numerusform>
                <numerusform>Mindestens %n Zeichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The two are not the same yet.</source>
            <translation>Die beiden sind noch nicht gleich.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PemList</name>
        <message>
            <source>Load from a file…</source>
            <translation>Aus einer Datei laden…</translation>
        </message>
        <message>
            <source>%1: load from a file</source>
            <translation>%1: aus einer Datei laden</translation>
        </message>
        <message>
            <source>Public keys and certificates (*.pem *.pub *.crt *.cer)</source>
            <translation>Öffentliche Schlüssel und Zertifikate (*.pem *.pub *.crt *.cer)</translation>
        </message>
        <message>
            <source>Certificates (*.pem *.crt *.cer *.der)</source>
            <translation>Zertifikate (*.pem *.crt *.cer *.der)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>The file was not read.</source>
            <translation>Die Datei wurde nicht gelesen.</translation>
        </message>
        <message>
            <source>The file holds no public key and no certificate. A private key is not for here: whoever signs keeps it.</source>
            <translation>Die Datei enthält weder einen öffentlichen Schlüssel noch ein Zertifikat. Ein privater Schlüssel gehört nicht hierher: Den behält, wer signiert.</translation>
        </message>
        <message>
            <source>The file holds no certificate.</source>
            <translation>Die Datei enthält kein Zertifikat.</translation>
        </message>
        <message>
            <source>%1: remove %2</source>
            <translation>%1: %2 entfernen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::PemWords</name>
        <message>
            <source>SHA-256 %1</source>
            <translation>SHA-256 %1</translation>
        </message>
        <message numerus="yes">
            <source>%1, with %n certificate(s) above it</source>
            <translation>
                <numerusform>%1, mit %n Zertifikat darüber</numerusform>
                <numerusform>%1, mit %n Zertifikaten darüber</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>This cannot be read.</source>
            <translation>Das ist nicht lesbar.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Rail</name>
        <message>
            <source>%1, %2 waiting</source>
            <translation>%1, %2 warten</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RememberedWindow</name>
        <message>
            <source>Copied.</source>
            <translation>Kopiert.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestDetail</name>
        <message>
            <source>Requested, and what will be issued</source>
            <translation>Beantragt, und was ausgestellt wird</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfungen</translation>
        </message>
        <message>
            <source>Requested, and what was issued</source>
            <translation>Beantragt, und was ausgestellt wurde</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>The chosen request</source>
            <translation>Die gewählte Anfrage</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Überblick</translation>
        </message>
        <message>
            <source>Messages</source>
            <translation>Nachrichten</translation>
        </message>
        <message>
            <source>Copy the transactionID</source>
            <translation>transactionID kopieren</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschehen ist</translation>
        </message>
        <message>
            <source>What the client was told</source>
            <translation>Was dem Client mitgeteilt wurde</translation>
        </message>
        <message>
            <source>the transactionID</source>
            <translation>die transactionID</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>Messages %1</source>
            <translation>Nachrichten %1</translation>
        </message>
        <message>
            <source>Request %1</source>
            <translation>Anfrage %1</translation>
        </message>
        <message>
            <source>Nobody decided before its time was over.</source>
            <translation>Niemand hat entschieden, bevor ihre Zeit abgelaufen war.</translation>
        </message>
        <message>
            <source>The certificate was issued.</source>
            <translation>Das Zertifikat wurde ausgestellt.</translation>
        </message>
        <message>
            <source>It has asked since, and got the certificate.</source>
            <translation>Das Gerät hat seitdem gefragt und das Zertifikat bekommen.</translation>
        </message>
        <message>
            <source>It has not asked since the decision: the certificate waits for it.</source>
            <translation>Das Gerät hat seit der Entscheidung nicht gefragt: das Zertifikat liegt bereit.</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(kein Subject)</translation>
        </message>
        <message>
            <source>%1, endpoint %2</source>
            <translation>%1, Endpunkt %2</translation>
        </message>
        <message>
            <source>(gone)</source>
            <translation>(nicht mehr vorhanden)</translation>
        </message>
        <message>
            <source>received %1</source>
            <translation>empfangen: %1</translation>
        </message>
        <message>
            <source>expires %1</source>
            <translation>läuft ab: %1</translation>
        </message>
        <message>
            <source>its time is over</source>
            <translation>die Zeit ist abgelaufen</translation>
        </message>
        <message>
            <source>decided %1 by %2</source>
            <translation>entschieden: %1, durch %2</translation>
        </message>
        <message>
            <source>policy</source>
            <translation>Richtlinie</translation>
        </message>
        <message>
            <source>transactionID</source>
            <translation>transactionID</translation>
        </message>
        <message>
            <source>transactionID: how the client names this enrollment</source>
            <translation>transactionID: wie der Client diese Registrierung nennt</translation>
        </message>
        <message>
            <source>Look at this before you approve:</source>
            <translation>Sehen Sie sich das an, bevor Sie genehmigen:</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>bestanden</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>asked for %1, issued %2</source>
            <translation>%1 verlangt, %2 ausgestellt</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Beantragt</translation>
        </message>
        <message>
            <source>All that was asked for was issued as asked.</source>
            <translation>Alles Verlangte wurde wie verlangt ausgestellt.</translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) differ from what was asked for.</source>
            <translation>
                <numerusform>%n Feld weicht vom Verlangten ab.</numerusform>
                <numerusform>%n Felder weichen vom Verlangten ab.</numerusform>
            </translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) come from the template and the CA.</source>
            <translation>
                <numerusform>%n Feld kommt aus der Vorlage und von der CA.</numerusform>
                <numerusform>%n Felder kommen aus der Vorlage und von der CA.</numerusform>
            </translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nummer</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>nicht mehr vorhanden</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Signer</source>
            <translation>Unterzeichner</translation>
        </message>
        <message>
            <source>Subject of the certificate that signed the message</source>
            <translation>Subject des Zertifikats, das die Nachricht signiert hat</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>Läuft ab</translation>
        </message>
        <message>
            <source>Last poll</source>
            <translation>Letzte Nachfrage</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>Entschieden</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Entschieden von</translation>
        </message>
        <message>
            <source>policy, nobody had to look</source>
            <translation>Richtlinie, niemand musste hinsehen</translation>
        </message>
        <message>
            <source>number %1, serial %2</source>
            <translation>Nummer %1, Seriennummer %2</translation>
        </message>
        <message>
            <source>number %1</source>
            <translation>Nummer %1</translation>
        </message>
        <message>
            <source>Certificate</source>
            <translation>Zertifikat</translation>
        </message>
        <message>
            <source>Renews</source>
            <translation>Erneuert</translation>
        </message>
        <message>
            <source>One-time code</source>
            <translation>Einmalcode</translation>
        </message>
        <message>
            <source>#%1</source>
            <translation>#%1</translation>
        </message>
        <message>
            <source>%1, by %2</source>
            <translation>%1, durch %2</translation>
        </message>
        <message>
            <source>Open the audit trail at this line</source>
            <translation>Audit-Protokoll an dieser Zeile öffnen</translation>
        </message>
        <message>
            <source>Expected and found</source>
            <translation>Erwartet und gefunden</translation>
        </message>
        <message>
            <source>News of the outcome</source>
            <translation>Nachricht über das Ergebnis</translation>
        </message>
        <message>
            <source>the comparison</source>
            <translation>der Vergleich</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n attempt(s)</source>
            <translation>
                <numerusform>%1, %n Versuch</numerusform>
                <numerusform>%1, %n Versuche</numerusform>
            </translation>
        </message>
        <message>
            <source>Show it among the news</source>
            <translation>Bei den Nachrichten zeigen</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestExchanges</name>
        <message>
            <source>Messages of this request</source>
            <translation>Nachrichten dieser Anfrage</translation>
        </message>
        <message>
            <source>Which message</source>
            <translation>Welche Nachricht</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>No messages of this request are here.</source>
            <translation>Hier sind keine Nachrichten dieser Anfrage.</translation>
        </message>
        <message>
            <source>Messages are kept in memory by the program that answered them, and the oldest are dropped. These were recorded by another process, before this window was opened, or were dropped.</source>
            <translation>Nachrichten behält das Programm, das sie beantwortet hat, im Speicher; die ältesten werden verworfen. Diese wurden von einem anderen Prozess aufgezeichnet, bevor dieses Fenster geöffnet wurde, oder sie wurden verworfen.</translation>
        </message>
        <message>
            <source>Bytes of the request</source>
            <translation>Bytes der Anfrage</translation>
        </message>
        <message>
            <source>Bytes of the answer</source>
            <translation>Bytes der Antwort</translation>
        </message>
        <message>
            <source>HTTP %1, %2</source>
            <translation>HTTP %1, %2</translation>
        </message>
        <message numerus="yes">
            <source>%n byte(s)</source>
            <translation>
                <numerusform>%n Byte</numerusform>
                <numerusform>%n Bytes</numerusform>
            </translation>
        </message>
        <message>
            <source>no bytes were kept</source>
            <translation>keine Bytes aufbewahrt</translation>
        </message>
        <message>
            <source>failInfoText “%1”</source>
            <translation>failInfoText „%1“</translation>
        </message>
        <message>
            <source>Real reason: %1</source>
            <translation>Wahrer Grund: %1</translation>
        </message>
        <message>
            <source>Copy or save</source>
            <translation>Kopieren oder speichern</translation>
        </message>
        <message>
            <source>Examine</source>
            <translation>Untersuchen</translation>
        </message>
        <message>
            <source>Decode it in a window of its own</source>
            <translation>In einem eigenen Fenster dekodieren</translation>
        </message>
        <message>
            <source>Request, transaction %1</source>
            <translation>Anfrage, Transaktion %1</translation>
        </message>
        <message>
            <source>Answer, transaction %1</source>
            <translation>Antwort, Transaktion %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestModel</name>
        <message>
            <source>number %1, gone</source>
            <translation>Nummer %1, nicht mehr vorhanden</translation>
        </message>
        <message>
            <source>transactionID: how the client names this enrollment</source>
            <translation>transactionID: wie der Client diese Registrierung nennt</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Transaction</source>
            <translation>Transaktion</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Entschieden von</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>(no subject)</source>
            <translation>(kein Subject)</translation>
        </message>
        <message>
            <source>policy</source>
            <translation>Richtlinie</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>%1: %2, %3, from %4, endpoint %5</source>
            <translation>%1: %2, %3, von %4, Endpunkt %5</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestPlanEditor</name>
        <message>
            <source>The endpoint or its template is gone.</source>
            <translation>Den Endpunkt oder seine Vorlage gibt es nicht mehr.</translation>
        </message>
        <message>
            <source>The template decides the subject.</source>
            <translation>Die Vorlage bestimmt das Subject.</translation>
        </message>
        <message>
            <source>The template leaves out all alternative names.</source>
            <translation>Die Vorlage lässt alle alternativen Namen weg.</translation>
        </message>
        <message>
            <source>The template decides the alternative names.</source>
            <translation>Die Vorlage bestimmt die alternativen Namen.</translation>
        </message>
        <message>
            <source>The template knows no purposes to choose from.</source>
            <translation>Die Vorlage kennt keine Zwecke zur Auswahl.</translation>
        </message>
        <message>
            <source>days</source>
            <translation>Tage</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>Stunden</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>Minuten</translation>
        </message>
        <message>
            <source>This is no subject: %1.</source>
            <translation>Das ist kein Subject: %1.</translation>
        </message>
        <message>
            <source>“%1” is no alternative name: %2.</source>
            <translation>„%1“ ist kein alternativer Name: %2.</translation>
        </message>
        <message>
            <source>Choose at least one: a certificate without purposes is good for all.</source>
            <translation>Wählen Sie mindestens einen: ein Zertifikat ohne Zwecke gilt für alle.</translation>
        </message>
        <message>
            <source>Cannot be issued as it stands. %1</source>
            <translation>Kann so nicht ausgestellt werden. %1</translation>
        </message>
        <message>
            <source>Some clients refuse a certificate that differs from what they asked for.</source>
            <translation>Manche Clients lehnen ein Zertifikat ab, das von dem abweicht, was sie verlangt haben.</translation>
        </message>
        <message>
            <source>%1, from %2 to %3 UTC</source>
            <translation>%1, von %2 bis %3 UTC</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Beantragt</translation>
        </message>
        <message>
            <source>Will be issued</source>
            <translation>Wird ausgestellt</translation>
        </message>
        <message>
            <source>Subject to be issued</source>
            <translation>Auszustellendes Subject</translation>
        </message>
        <message>
            <source>As in CN=kiosk-19,O=Example</source>
            <translation>Wie in CN=kiosk-19,O=Example</translation>
        </message>
        <message>
            <source>Alternative names to be issued, one a line</source>
            <translation>Auszustellende alternative Namen, einer je Zeile</translation>
        </message>
        <message>
            <source>One a line: DNS:host.example, IP:10.0.0.1, Email:a@example.org</source>
            <translation>Einer je Zeile: DNS:host.example, IP:10.0.0.1, Email:a@example.org</translation>
        </message>
        <message>
            <source>Purposes to be issued</source>
            <translation>Auszustellende Zwecke</translation>
        </message>
        <message>
            <source>Length of the validity</source>
            <translation>Dauer der Gültigkeit</translation>
        </message>
        <message>
            <source>Unit of the validity</source>
            <translation>Einheit der Gültigkeit</translation>
        </message>
        <message>
            <source>Undo the change: %1</source>
            <translation>Änderung rückgängig machen: %1</translation>
        </message>
        <message>
            <source>Change: %1</source>
            <translation>Ändern: %1</translation>
        </message>
        <message>
            <source>Differs from what was asked for</source>
            <translation>Weicht vom Verlangten ab</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>weggelassen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestWindow</name>
        <message>
            <source>Only &amp;differences</source>
            <translation>Nur &amp;Unterschiede</translation>
        </message>
        <message>
            <source>Filter…</source>
            <translation>Filter…</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>The chosen row, whole</source>
            <translation>Die gewählte Zeile, vollständig</translation>
        </message>
        <message>
            <source>Choose a row to see all of it here.</source>
            <translation>Wählen Sie eine Zeile, um sie hier ganz zu sehen.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>rows shown of all</comment>
            <translation>%1 von %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestWords</name>
        <message>
            <source>Check passed</source>
            <translation>Prüfung bestanden</translation>
        </message>
        <message>
            <source>Check failed</source>
            <translation>Prüfung fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1: expected %2, found %3</source>
            <translation>%1: %2 erwartet, %3 gefunden</translation>
        </message>
        <message>
            <source>Renewal (%1)</source>
            <translation>Erneuerung (%1)</translation>
        </message>
        <message>
            <source>Renewal (%1, as in older drafts)</source>
            <translation>Erneuerung (%1, wie in älteren Entwürfen)</translation>
        </message>
        <message>
            <source>Renewal (%1 signed by the old certificate)</source>
            <translation>Erneuerung (%1, mit dem alten Zertifikat signiert)</translation>
        </message>
        <message>
            <source>First enrollment (%1)</source>
            <translation>Erste Registrierung (%1)</translation>
        </message>
        <message>
            <source>algorithm not known or not allowed</source>
            <translation>Verfahren unbekannt oder nicht erlaubt</translation>
        </message>
        <message>
            <source>the message or its challenge did not hold</source>
            <translation>die Nachricht oder ihre Challenge hielt der Prüfung nicht stand</translation>
        </message>
        <message>
            <source>not permitted or not supported</source>
            <translation>nicht erlaubt oder nicht unterstützt</translation>
        </message>
        <message>
            <source>the clocks are too far apart</source>
            <translation>die Uhren gehen zu weit auseinander</translation>
        </message>
        <message>
            <source>no such certificate</source>
            <translation>kein solches Zertifikat</translation>
        </message>
        <message>
            <source>a number that the RFC does not know</source>
            <translation>eine Zahl, die im RFC nicht vorkommt</translation>
        </message>
        <message>
            <source>Alternative names (SAN)</source>
            <translation>Alternative Namen (SAN)</translation>
        </message>
        <message>
            <source>Purposes (EKU)</source>
            <translation>Zwecke (EKU)</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Validity</source>
            <translation>Gültigkeit</translation>
        </message>
        <message>
            <source>Client authentication</source>
            <translation>Client-Authentifizierung</translation>
        </message>
        <message>
            <source>Server authentication</source>
            <translation>Server-Authentifizierung</translation>
        </message>
        <message>
            <source>Protected e-mail</source>
            <translation>Geschützte E-Mail</translation>
        </message>
        <message>
            <source>Signing of programs</source>
            <translation>Signieren von Programmen</translation>
        </message>
        <message>
            <source>Time stamps</source>
            <translation>Zeitstempel</translation>
        </message>
        <message numerus="yes">
            <source>client polled %n time(s)</source>
            <translation>
                <numerusform>Client hat %n-mal nachgefragt</numerusform>
                <numerusform>Client hat %n-mal nachgefragt</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, last %2</source>
            <translation>%1, zuletzt %2</translation>
        </message>
        <message>
            <source>PENDING: ask again later</source>
            <translation>PENDING: später erneut fragen</translation>
        </message>
        <message>
            <source>SUCCESS, with the certificate</source>
            <translation>SUCCESS, mit dem Zertifikat</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translation>Noch nichts</translation>
        </message>
        <message>
            <source>FAILURE, %1 (%2)</source>
            <translation>FAILURE, %1 (%2)</translation>
        </message>
        <message>
            <source>%1: “%2”</source>
            <translation>%1: „%2“</translation>
        </message>
        <message>
            <source>Check failed: %1</source>
            <translation>Prüfung fehlgeschlagen: %1</translation>
        </message>
        <message>
            <source>Check failed: %1, %2</source>
            <translation>Prüfung fehlgeschlagen: %1, %2</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Anfrage</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>transactionID</source>
            <translation>transactionID</translation>
        </message>
        <message>
            <source>Signer</source>
            <translation>Unterzeichner</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Empfangen</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>Läuft ab</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>Entschieden</translation>
        </message>
        <message>
            <source>%1 by %2</source>
            <translation>%1 durch %2</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Client was told</source>
            <translation>Dem Client mitgeteilt</translation>
        </message>
        <message>
            <source>requested %1, will be %2</source>
            <translation>%1 verlangt, wird %2</translation>
        </message>
        <message>
            <source>Cannot be issued as it stands</source>
            <translation>Kann so nicht ausgestellt werden</translation>
        </message>
        <message>
            <source>The certificate will hold for every name under a domain (wildcard): %1</source>
            <translation>Das Zertifikat gilt für jeden Namen unter einer Domain (Wildcard): %1</translation>
        </message>
        <message>
            <source>The certificate will end earlier than the template says: %1</source>
            <translation>Das Zertifikat endet früher, als die Vorlage sagt: %1</translation>
        </message>
        <message>
            <source>%1: asked for %2, will be left out</source>
            <translation>%1: %2 verlangt, wird weggelassen</translation>
        </message>
        <message>
            <source>%1: not asked for, will be %2</source>
            <translation>%1: nicht verlangt, wird %2</translation>
        </message>
        <message>
            <source>%1: asked for %2, will be %3</source>
            <translation>%1: %2 verlangt, wird %3</translation>
        </message>
        <message>
            <source>Nothing yet: the certificate waits. Should it ask again meanwhile, it is told to come back later.</source>
            <translation>Noch nichts: Das Zertifikat wartet. Fragt das Gerät inzwischen nach, bekommt es die Antwort, später wiederzukommen.</translation>
        </message>
        <message>
            <source>FAILURE, without the certificate</source>
            <translation>FAILURE, ohne das Zertifikat</translation>
        </message>
        <message>
            <source>The certificate leaves when the news of it was accepted.</source>
            <translation>Das Zertifikat wird herausgegeben, wenn die Nachricht darüber angenommen wurde.</translation>
        </message>
        <message>
            <source>The certificate leaves when %1 has accepted the news of it.</source>
            <translation>Das Zertifikat wird herausgegeben, wenn %1 die Nachricht darüber angenommen hat.</translation>
        </message>
        <message>
            <source>The certificate was revoked and never left: the news of it was not accepted.</source>
            <translation>Das Zertifikat wurde gesperrt und nie herausgegeben: Die Nachricht darüber wurde nicht angenommen.</translation>
        </message>
        <message>
            <source>The certificate was revoked and never left: %1 has not accepted the news of it.</source>
            <translation>Das Zertifikat wurde gesperrt und nie herausgegeben: %1 hat die Nachricht darüber nicht angenommen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RequestsPage</name>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>&amp;Approve</source>
            <translation>&amp;Genehmigen</translation>
        </message>
        <message>
            <source>&amp;Deny…</source>
            <translation>Ab&amp;lehnen…</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>&amp;Mehr</translation>
        </message>
        <message>
            <source>Filter: subject, transaction, address, reason…</source>
            <translation>Filter: Subject, Transaktion, Adresse, Grund…</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Show only requests to one endpoint</source>
            <translation>Nur Anfragen an einen Endpunkt zeigen</translation>
        </message>
        <message>
            <source>All endpoints</source>
            <translation>Alle Endpunkte</translation>
        </message>
        <message>
            <source>Nothing is here.</source>
            <translation>Hier ist nichts.</translation>
        </message>
        <message>
            <source>No requests yet.</source>
            <translation>Noch keine Anfragen.</translation>
        </message>
        <message>
            <source>Point a client at the URL above.</source>
            <translation>Richten Sie einen Client auf die URL oben ein.</translation>
        </message>
        <message>
            <source>Copy URL</source>
            <translation>URL kopieren</translation>
        </message>
        <message>
            <source>the URL</source>
            <translation>die URL</translation>
        </message>
        <message>
            <source>Nobody can ask while the responder does not run.</source>
            <translation>Niemand kann anfragen, solange der Responder nicht läuft.</translation>
        </message>
        <message>
            <source>Start the responder</source>
            <translation>Responder starten</translation>
        </message>
        <message>
            <source>request %1</source>
            <translation>Anfrage %1</translation>
        </message>
        <message>
            <source>A decision is being made.</source>
            <translation>Eine Entscheidung wird gerade getroffen.</translation>
        </message>
        <message>
            <source>Finish or cancel the decision below first.</source>
            <translation>Schließen Sie zuerst die Entscheidung unten ab, oder brechen Sie sie ab.</translation>
        </message>
        <message>
            <source>Choose a request first.</source>
            <translation>Wählen Sie zuerst eine Anfrage.</translation>
        </message>
        <message>
            <source>Only pending requests can be decided.</source>
            <translation>Nur über wartende Anfragen kann entschieden werden.</translation>
        </message>
        <message>
            <source>Choose at most %1 requests at once.</source>
            <translation>Wählen Sie höchstens %1 Anfragen auf einmal.</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Deny %n request(s)…</source>
            <translation>
                <numerusform>%n Anfrage ab&amp;lehnen…</numerusform>
                <numerusform>%n Anfragen ab&amp;lehnen…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Approve %n request(s)…</source>
            <translation>
                <numerusform>%n Anfrage &amp;genehmigen…</numerusform>
                <numerusform>%n Anfragen &amp;genehmigen…</numerusform>
            </translation>
        </message>
        <message>
            <source>The request is being read.</source>
            <translation>Die Anfrage wird gelesen.</translation>
        </message>
        <message>
            <source>Your change is being checked.</source>
            <translation>Ihre Änderung wird geprüft.</translation>
        </message>
        <message>
            <source>It cannot be issued so: %1</source>
            <translation>So kann es nicht ausgestellt werden: %1</translation>
        </message>
        <message>
            <source>&amp;Approve anyway…</source>
            <translation>Trotzdem &amp;genehmigen…</translation>
        </message>
        <message>
            <source>The requests were not read.</source>
            <translation>Die Anfragen wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>None of the chosen requests is pending any more.</source>
            <translation>Keine der gewählten Anfragen ist noch wartend.</translation>
        </message>
        <message numerus="yes">
            <source>Approving %n request(s)</source>
            <translation>
                <numerusform>%n Anfrage genehmigen</numerusform>
                <numerusform>%n Anfragen genehmigen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Denying %n request(s)</source>
            <translation>
                <numerusform>%n Anfrage wird abgelehnt</numerusform>
                <numerusform>%n Anfragen werden abgelehnt</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was decided.</source>
            <translation>Es wurde nichts entschieden.</translation>
        </message>
        <message>
            <source>%1: somebody else has decided. %2</source>
            <translation>%1: jemand anderes hat entschieden. %2</translation>
        </message>
        <message>
            <source>%1: %2 %3</source>
            <translation>%1: %2 %3</translation>
        </message>
        <message>
            <source>Issued for %1.</source>
            <translation>Ausgestellt für %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) issued.</source>
            <translation>
                <numerusform>%n Zertifikat ausgestellt.</numerusform>
                <numerusform>%n Zertifikate ausgestellt.</numerusform>
            </translation>
        </message>
        <message>
            <source>Denied: %1.</source>
            <translation>Abgelehnt: %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) denied.</source>
            <translation>
                <numerusform>%n Anfrage abgelehnt.</numerusform>
                <numerusform>%n Anfragen abgelehnt.</numerusform>
            </translation>
        </message>
        <message>
            <source>The request was not approved.</source>
            <translation>Die Anfrage wurde nicht genehmigt.</translation>
        </message>
        <message>
            <source>The request was not denied.</source>
            <translation>Die Anfrage wurde nicht abgelehnt.</translation>
        </message>
        <message>
            <source>%1 of %2 requests were decided, %3 were not.</source>
            <translation>Über %1 von %2 Anfragen wurde entschieden, über %3 nicht.</translation>
        </message>
        <message>
            <source>critical</source>
            <translation>kritisch</translation>
        </message>
        <message>
            <source>Both say the same.</source>
            <translation>Beide sagen dasselbe.</translation>
        </message>
        <message numerus="yes">
            <source>%n field(s) differ.</source>
            <translation>
                <numerusform>%n Feld weicht ab.</numerusform>
                <numerusform>%n Felder weichen ab.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show &amp;messages</source>
            <translation>&amp;Nachrichten anzeigen</translation>
        </message>
        <message>
            <source>Show &amp;CSR…</source>
            <translation>&amp;CSR anzeigen…</translation>
        </message>
        <message>
            <source>Compare with the &amp;previous certificate…</source>
            <translation>Mit dem &amp;vorigen Zertifikat vergleichen…</translation>
        </message>
        <message>
            <source>Compare with the &amp;issued certificate…</source>
            <translation>Mit dem &amp;ausgestellten Zertifikat vergleichen…</translation>
        </message>
        <message>
            <source>&amp;Go to the certificate</source>
            <translation>&amp;Gehe zum Zertifikat</translation>
        </message>
        <message>
            <source>Copy &amp;transactionID</source>
            <translation>&amp;transactionID kopieren</translation>
        </message>
        <message>
            <source>the transactionID</source>
            <translation>die transactionID</translation>
        </message>
        <message>
            <source>Copy as te&amp;xt</source>
            <translation>Als Te&amp;xt kopieren</translation>
        </message>
        <message>
            <source>the request</source>
            <translation>die Anfrage</translation>
        </message>
        <message>
            <source>Nothing was issued for it.</source>
            <translation>Dafür wurde nichts ausgestellt.</translation>
        </message>
        <message>
            <source>It renews no certificate.</source>
            <translation>Erneuert kein Zertifikat.</translation>
        </message>
        <message>
            <source>The CSR was not read.</source>
            <translation>Der CSR wurde nicht gelesen.</translation>
        </message>
        <message>
            <source>CSR of request %1: %2</source>
            <translation>CSR der Anfrage %1: %2</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>They were not compared.</source>
            <translation>Sie wurden nicht verglichen.</translation>
        </message>
        <message>
            <source>Renewal %1: %2</source>
            <translation>Erneuerung %1: %2</translation>
        </message>
        <message>
            <source>Previous certificate</source>
            <translation>Voriges Zertifikat</translation>
        </message>
        <message>
            <source>New certificate</source>
            <translation>Neues Zertifikat</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Beantragt</translation>
        </message>
        <message>
            <source>Request %1: %2</source>
            <translation>Anfrage %1: %2</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Copy or save the CSR</source>
            <translation>CSR kopieren oder speichern</translation>
        </message>
        <message>
            <source>Show in &amp;Inspector</source>
            <translation>Im &amp;Inspektor zeigen</translation>
        </message>
        <message>
            <source>&amp;Examine the CSR</source>
            <translation>CSR &amp;untersuchen</translation>
        </message>
        <message>
            <source>CSR of request %1</source>
            <translation>CSR der Anfrage %1</translation>
        </message>
        <message>
            <source>The ledger keeps a CSR without its challenge password. Where there was one, the signature does not match any more.</source>
            <translation>Das Verzeichnis bewahrt einen CSR ohne sein Challenge-Passwort auf. Wo eines stand, passt die Signatur nicht mehr.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ResponderCard</name>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>There is no endpoint yet.</source>
            <translation>Es gibt noch keinen Endpunkt.</translation>
        </message>
        <message>
            <source>All endpoints</source>
            <translation>Alle Endpunkte</translation>
        </message>
        <message>
            <source>Copy CA fingerprint</source>
            <translation>CA-Fingerabdruck kopieren</translation>
        </message>
        <message>
            <source>Copy URL</source>
            <translation>URL kopieren</translation>
        </message>
        <message>
            <source>the URL %1</source>
            <translation>die URL %1</translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>seit %1</translation>
        </message>
        <message>
            <source>Nobody is served until it is started.</source>
            <translation>Niemand wird bedient, bis er gestartet wird.</translation>
        </message>
        <message>
            <source>Exposed: other machines can reach it.</source>
            <translation>Von außen erreichbar: andere Rechner können ihn erreichen.</translation>
        </message>
        <message>
            <source>Endpoint %1: %2</source>
            <translation>Endpunkt %1: %2</translation>
        </message>
        <message>
            <source>Copy the URL of endpoint %1</source>
            <translation>URL des Endpunkts %1 kopieren</translation>
        </message>
        <message numerus="yes">
            <source>All endpoints (%n more)</source>
            <translation>
                <numerusform>Alle Endpunkte (%n weiterer)</numerusform>
                <numerusform>Alle Endpunkte (%n weitere)</numerusform>
            </translation>
        </message>
        <message>
            <source>Capabilities</source>
            <translation>Fähigkeiten</translation>
        </message>
        <message>
            <source>What the first endpoint says that it can do (GetCACaps): %1</source>
            <translation>Was der erste Endpunkt nach eigenen Angaben kann (GetCACaps): %1</translation>
        </message>
        <message>
            <source>Connections now</source>
            <translation>Verbindungen jetzt</translation>
        </message>
        <message>
            <source>Requests since start</source>
            <translation>Anfragen seit dem Start</translation>
        </message>
        <message numerus="yes">
            <source>Of the last %n enrollment message(s) (PKIOperation).</source>
            <translation>
                <numerusform>Grundlage: %n Registrierungsnachricht (PKIOperation).</numerusform>
                <numerusform>Grundlage: die letzten %n Registrierungsnachrichten (PKIOperation).</numerusform>
            </translation>
        </message>
        <message>
            <source>Median answer</source>
            <translation>Antwortzeit (Median)</translation>
        </message>
        <message>
            <source>99 % within</source>
            <translation>99 % innerhalb von</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RestoreDialog</name>
        <message>
            <source>The &amp;key file beside the backup, or beside the workspace</source>
            <translation>Die &amp;Schlüsseldatei neben der Sicherung oder neben dem Arbeitsbereich</translation>
        </message>
        <message>
            <source>A &amp;file that holds the passphrase</source>
            <translation>Eine &amp;Datei, die die Passphrase enthält</translation>
        </message>
        <message>
            <source>I &amp;type the passphrase</source>
            <translation>Ich &amp;tippe die Passphrase ein</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>&amp;Replace the workspace that is there</source>
            <translation>Vorhandenen Arbeitsbereich &amp;ersetzen</translation>
        </message>
        <message>
            <source>&amp;Withdraw all unused codes, as some may have been used since the backup</source>
            <translation>Alle unbenutzten Codes &amp;zurückziehen, da manche seit der Sicherung benutzt worden sein können</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Restore a backup</source>
            <translation>Sicherung wiederherstellen</translation>
        </message>
        <message>
            <source>Restoring</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>The backup is checked as a whole, then takes the place of the workspace in one step. The file of the backup is only read.</source>
            <translation>Die Sicherung wird als Ganzes geprüft und tritt dann in einem Schritt an die Stelle des Arbeitsbereichs. Die Datei der Sicherung wird nur gelesen.</translation>
        </message>
        <message>
            <source>&amp;Backup:</source>
            <translation>&amp;Sicherung:</translation>
        </message>
        <message>
            <source>Works&amp;pace:</source>
            <translation>A&amp;rbeitsbereich:</translation>
        </message>
        <message>
            <source>Passphrase of the backup</source>
            <translation>Passphrase der Sicherung</translation>
        </message>
        <message>
            <source>File that holds the passphrase</source>
            <translation>Datei, die die Passphrase enthält</translation>
        </message>
        <message>
            <source>Choose the file that holds the passphrase</source>
            <translation>Datei mit der Passphrase wählen</translation>
        </message>
        <message>
            <source>The workspace is restored</source>
            <translation>Der Arbeitsbereich ist wiederhergestellt</translation>
        </message>
        <message>
            <source>Browse: %1</source>
            <translation>Durchsuchen: %1</translation>
        </message>
        <message>
            <source>Workspace to restore</source>
            <translation>Wiederherzustellender Arbeitsbereich</translation>
        </message>
        <message>
            <source>Scepter workspaces (*.scepter)</source>
            <translation>Arbeitsbereiche von Scepter (*.scepter)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>A file that “Back up” has made, or a workspace file.</source>
            <translation>Eine Datei, die „Sichern“ erstellt hat, oder eine Arbeitsbereichsdatei.</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Suche…</translation>
        </message>
        <message>
            <source>There is no such file.</source>
            <translation>Diese Datei gibt es nicht.</translation>
        </message>
        <message>
            <source>This is the workspace itself. Choose a backup of it.</source>
            <translation>Das ist der Arbeitsbereich selbst. Wählen Sie eine Sicherung davon.</translation>
        </message>
        <message>
            <source>The file is there.</source>
            <translation>Die Datei ist da.</translation>
        </message>
        <message>
            <source>A key file is beside the backup.</source>
            <translation>Neben der Sicherung liegt eine Schlüsseldatei.</translation>
        </message>
        <message>
            <source>The key file of the workspace is used. It fits if the passphrase was not changed since the backup.</source>
            <translation>Die Schlüsseldatei des Arbeitsbereichs wird verwendet. Sie passt, wenn die Passphrase seit der Sicherung nicht geändert wurde.</translation>
        </message>
        <message>
            <source>There is no key file beside either. Type the passphrase, or name a file that holds it.</source>
            <translation>Neben keinem von beiden liegt eine Schlüsseldatei. Tippen Sie die Passphrase ein, oder nennen Sie eine Datei, die sie enthält.</translation>
        </message>
        <message>
            <source>No workspace is there yet.</source>
            <translation>Dort ist noch kein Arbeitsbereich.</translation>
        </message>
        <message>
            <source>A workspace is there. If you replace it, it is kept beside the new one, as “….before-restore-TIME”.</source>
            <translation>Ein Arbeitsbereich ist schon vorhanden. Wenn Sie ihn ersetzen, bleibt er neben dem neuen erhalten, als „….before-restore-TIME“.</translation>
        </message>
        <message>
            <source>Say which file the workspace is to be.</source>
            <translation>Geben Sie an, welche Datei der Arbeitsbereich werden soll.</translation>
        </message>
        <message>
            <source>This is a folder. Add the name of a file to it.</source>
            <translation>Das ist ein Ordner. Fügen Sie den Namen einer Datei an.</translation>
        </message>
        <message>
            <source>The log of another workspace of that name is left there. Move it away first.</source>
            <translation>Dort liegt noch das Log eines anderen Arbeitsbereichs dieses Namens. Verschieben Sie es zuerst.</translation>
        </message>
        <message>
            <source>Its folder is not there. Make it, or choose another.</source>
            <translation>Der Ordner ist nicht vorhanden. Legen Sie ihn an, oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>You may not make files in its folder.</source>
            <translation>Sie dürfen im Ordner der Datei keine Dateien anlegen.</translation>
        </message>
        <message>
            <source>What happens: the backup is copied, opened and checked: the file, the ledger, the audit trail and every key. Only then does it become the workspace.</source>
            <translation>Was geschieht: die Sicherung wird kopiert, geöffnet und geprüft: die Datei, das Register, das Audit-Protokoll und jeder Schlüssel. Erst dann wird sie zum Arbeitsbereich.</translation>
        </message>
        <message>
            <source>The workspace is then as it was at the time of the backup. Certificates that were issued later are still valid, but cannot be looked up or revoked here; revocations made later are lost.</source>
            <translation>Der Arbeitsbereich ist dann so, wie er zur Zeit der Sicherung war. Später ausgestellte Zertifikate sind noch gültig, können hier aber weder gefunden noch gesperrt werden; spätere Sperrungen gehen verloren.</translation>
        </message>
        <message>
            <source>The backup is being restored.</source>
            <translation>Die Sicherung wird wiederhergestellt.</translation>
        </message>
        <message>
            <source>Choose a backup.</source>
            <translation>Wählen Sie eine Sicherung.</translation>
        </message>
        <message>
            <source>Looking at the files…</source>
            <translation>Die Dateien werden angesehen…</translation>
        </message>
        <message>
            <source>A workspace is there: say that it is to be replaced, or choose another place.</source>
            <translation>Ein Arbeitsbereich ist schon vorhanden: geben Sie an, dass er ersetzt werden soll, oder wählen Sie einen anderen Ort.</translation>
        </message>
        <message>
            <source>Choose the file that holds the passphrase.</source>
            <translation>Wählen Sie die Datei mit der Passphrase.</translation>
        </message>
        <message>
            <source>Type the passphrase of the backup.</source>
            <translation>Tippen Sie die Passphrase der Sicherung ein.</translation>
        </message>
        <message>
            <source>Replace the workspace</source>
            <translation>Arbeitsbereich ersetzen</translation>
        </message>
        <message>
            <source>Restore the workspace</source>
            <translation>Arbeitsbereich wiederherstellen</translation>
        </message>
        <message>
            <source>&amp;Open the workspace</source>
            <translation>Arbeitsbereich ö&amp;ffnen</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>The last steps must not be interrupted.</source>
            <translation>Die letzten Schritte dürfen nicht unterbrochen werden.</translation>
        </message>
        <message>
            <source>The backup is not sound, and was not restored.</source>
            <translation>Die Sicherung ist nicht in Ordnung und wurde nicht wiederhergestellt.</translation>
        </message>
        <message>
            <source>The backup was not restored; nothing was changed.</source>
            <translation>Die Sicherung wurde nicht wiederhergestellt; nichts wurde geändert.</translation>
        </message>
        <message>
            <source>It is as it was at %1. What was done after that is not in it: certificates that were issued cannot be looked up or revoked here, and revocations are not on its CRLs. CRL numbers go on far beyond the last one that may have been published.</source>
            <translation>Er hat den Stand von %1. Was danach geschah, ist nicht darin: seitdem ausgestellte Zertifikate können hier weder gefunden noch gesperrt werden, und Sperrungen fehlen in den Sperrlisten. Die CRL-Nummern gehen weit über der letzten weiter, die veröffentlicht sein kann.</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Arbeitsbereich</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Audit lines</source>
            <translation>Audit-Zeilen</translation>
        </message>
        <message>
            <source>Pending requests</source>
            <translation>Wartende Anfragen</translation>
        </message>
        <message>
            <source>%1: they may have been decided since</source>
            <translation>%1: über sie kann seither entschieden worden sein</translation>
        </message>
        <message>
            <source>Codes withdrawn</source>
            <translation>Codes zurückgezogen</translation>
        </message>
        <message>
            <source>Unused codes</source>
            <translation>Unbenutzte Codes</translation>
        </message>
        <message>
            <source>%1: some may have been used since; look through them on the page Challenges</source>
            <translation>%1: manche können seither benutzt worden sein; sehen Sie sie auf der Seite Challenges durch</translation>
        </message>
        <message>
            <source>What was there before</source>
            <translation>Was vorher da war</translation>
        </message>
        <message>
            <source>Its key file</source>
            <translation>Seine Schlüsseldatei</translation>
        </message>
        <message>
            <source>The workspace is open now: once the backup was found good, it is closed and its responder stops.</source>
            <translation>Der Arbeitsbereich ist gerade geöffnet: Sobald die Sicherung für gut befunden wurde, wird er geschlossen, und sein Responder hält an.</translation>
        </message>
        <message>
            <source>Check the backup</source>
            <translation>Sicherung prüfen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RevealDelegate</name>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RevokeDialog</name>
        <message>
            <source>The key was not safe &amp;since</source>
            <translation>Schlüssel nicht sicher &amp;seit</translation>
        </message>
        <message>
            <source>Revoke certificates</source>
            <translation>Zertifikate sperren</translation>
        </message>
        <message>
            <source>Choose a reason</source>
            <translation>Grund wählen</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>a reason in words, and its name in RFC 5280</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>&amp;Reason</source>
            <translation>&amp;Grund</translation>
        </message>
        <message>
            <source>This cannot be undone. Clients learn of it from the next CRL (certificate revocation list).</source>
            <translation>Das lässt sich nicht rückgängig machen. Clients erfahren es aus der nächsten Sperrliste (CRL).</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Revoke %n certificate(s)</source>
            <translation>
                <numerusform>%n Zertifikat &amp;sperren</numerusform>
                <numerusform>%n Zertifikate &amp;sperren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) will be revoked:</source>
            <translation>
                <numerusform>%n Zertifikat wird gesperrt:</numerusform>
                <numerusform>%n Zertifikate werden gesperrt:</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n certificate(s) will be revoked; %1 already revoked:</source>
            <translation>
                <numerusform>%n Zertifikat wird gesperrt (schon gesperrt: %1):</numerusform>
                <numerusform>%n Zertifikate werden gesperrt (schon gesperrt: %1):</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… und %n weiterer</numerusform>
                <numerusform>… und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, serial number %2</source>
            <translation>%1, Seriennummer %2</translation>
        </message>
        <message>
            <source>%1 – already revoked %2: %3</source>
            <translation>%1 – schon gesperrt, %2: %3</translation>
        </message>
        <message>
            <source>%1 – expired %2</source>
            <translation>%1 – abgelaufen, %2</translation>
        </message>
        <message>
            <source>%1 – made for the service itself, which may stop working without it</source>
            <translation>%1 – für den Dienst selbst erstellt, der ohne es womöglich nicht mehr arbeitet</translation>
        </message>
        <message>
            <source>Optional: the invalidity date (RFC 5280 section 5.3.2), from which signatures made with the key are in doubt.</source>
            <translation>Optional: das Ungültigkeitsdatum (RFC 5280, Abschnitt 5.3.2), ab dem mit dem Schlüssel erstellte Signaturen in Zweifel stehen.</translation>
        </message>
        <message>
            <source>Invalidity date</source>
            <translation>Ungültigkeitsdatum</translation>
        </message>
        <message>
            <source>All of them are revoked already.</source>
            <translation>Alle sind schon gesperrt.</translation>
        </message>
        <message>
            <source>Choose a reason first.</source>
            <translation>Wählen Sie zuerst einen Grund.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::RolloverCard</name>
        <message>
            <source>Rollover: from one CA key to the next</source>
            <translation>Schlüsselwechsel: von einem CA-Schlüssel zum nächsten</translation>
        </message>
        <message>
            <source>Prepare the next generation</source>
            <translation>Nächste Generation vorbereiten</translation>
        </message>
        <message>
            <source>Ask an outside root…</source>
            <translation>Externe Root-CA fragen…</translation>
        </message>
        <message>
            <source>Switch over…</source>
            <translation>Wechseln…</translation>
        </message>
        <message>
            <source>Prepare the next generation: a new key, and a certificate that is valid after this one.</source>
            <translation>Nächste Generation vorbereiten: ein neuer Schlüssel, und ein Zertifikat, das nach diesem gilt.</translation>
        </message>
        <message>
            <source>Announced: devices that ask (GetNextCACert) get the next certificate before they need it. Give them days.</source>
            <translation>Angekündigt: Geräte, die fragen (GetNextCACert), bekommen das nächste Zertifikat, bevor sie es brauchen. Lassen Sie ihnen Tage.</translation>
        </message>
        <message>
            <source>Switch over: the next generation issues from now on; devices renew by it.</source>
            <translation>Wechseln: ab dann stellt die nächste Generation aus; Geräte erneuern bei ihr.</translation>
        </message>
        <message>
            <source>Drop the keys of the retired generation, once its certificates have ended.</source>
            <translation>Schlüssel der Generation im Ruhestand entfernen, wenn ihre Zertifikate abgelaufen sind.</translation>
        </message>
        <message>
            <source>%1. %2</source>
            <comment>step and its text</comment>
            <translation>%1. %2</translation>
        </message>
        <message>
            <source>The next generation is announced. Switch over when your devices have fetched it.</source>
            <translation>Die nächste Generation ist angekündigt. Wechseln Sie, wenn Ihre Geräte sie geholt haben.</translation>
        </message>
        <message>
            <source>The first certificate of this CA is awaited from the outside root.</source>
            <translation>Das erste Zertifikat dieser CA wird von der externen Root-CA erwartet.</translation>
        </message>
        <message>
            <source>The certificate of the next generation is awaited from the outside root.</source>
            <translation>Das Zertifikat der nächsten Generation wird von der externen Root-CA erwartet.</translation>
        </message>
        <message>
            <source>A retired generation still signs its CRL and opens old messages.</source>
            <translation>Eine Generation im Ruhestand signiert noch ihre Sperrliste und öffnet alte Nachrichten.</translation>
        </message>
        <message>
            <source>There is no next generation. Begin some months before the CA ends.</source>
            <translation>Es gibt keine nächste Generation. Beginnen Sie einige Monate vor dem Ende der CA.</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>Comes next</source>
            <translation>Kommt als Nächstes</translation>
        </message>
        <message>
            <source>Later</source>
            <translation>Später</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ScenarioReportModel</name>
        <message>
            <source>Passed</source>
            <translation>Bestanden</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Urteil</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Erwartet</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Gefunden</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1: %2, %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ScenarioStepForm</name>
        <message>
            <source>Enroll</source>
            <translation>Registrieren</translation>
        </message>
        <message>
            <source>Poll</source>
            <translation>Nachfragen</translation>
        </message>
        <message>
            <source>Renew</source>
            <translation>Erneuern</translation>
        </message>
        <message>
            <source>Renew with a new key</source>
            <translation>Mit neuem Schlüssel erneuern</translation>
        </message>
        <message>
            <source>Wait</source>
            <translation>Warten</translation>
        </message>
        <message>
            <source>as usual</source>
            <translation>wie üblich</translation>
        </message>
        <message>
            <source>that of the scenario</source>
            <translation>wie im Szenario</translation>
        </message>
        <message>
            <source>Time between polls</source>
            <translation>Zeit zwischen Nachfragen</translation>
        </message>
        <message>
            <source>How long it waits</source>
            <translation>Wie lange gewartet wird</translation>
        </message>
        <message>
            <source>As usual</source>
            <translation>Wie üblich</translation>
        </message>
        <message>
            <source>Any</source>
            <translation>Beliebige</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Of step</source>
            <translation>Von Schritt</translation>
        </message>
        <message>
            <source>Polls</source>
            <translation>Nachfragen</translation>
        </message>
        <message>
            <source>After PENDING.</source>
            <translation>Nach PENDING.</translation>
        </message>
        <message>
            <source>One each</source>
            <translation>Je eins</translation>
        </message>
        <message>
            <source>For</source>
            <translation>Für</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Erwartet</translation>
        </message>
        <message>
            <source>As usual: SUCCESS; of misbehavior that ought to be refused, a refusal.</source>
            <translation>Wie üblich: SUCCESS; bei absichtlich Falschem, das abgelehnt werden soll, eine Ablehnung.</translation>
        </message>
        <message>
            <source>Misbehave on purpose</source>
            <translation>Absichtlich falsch</translation>
        </message>
        <message>
            <source>The one before</source>
            <translation>Der vorige</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ScenarioTab</name>
        <message>
            <source>Scenario</source>
            <translation>Szenario</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>{n} is the number of the device, {random} new for each.</source>
            <translation>{n} ist die Nummer des Geräts, {random} für jedes neu.</translation>
        </message>
        <message>
            <source>Behave like</source>
            <translation>Verhalten wie</translation>
        </message>
        <message>
            <source>Kind of key</source>
            <translation>Art des Schlüssels</translation>
        </message>
        <message>
            <source>At a time</source>
            <translation>Zugleich</translation>
        </message>
        <message>
            <source>Steps of the scenario</source>
            <translation>Schritte des Szenarios</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Does wrong</source>
            <translation>Macht falsch</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Erwartet</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <source>Verdicts</source>
            <translation>Urteile</translation>
        </message>
        <message>
            <source>What the chosen step has sent and got</source>
            <translation>Was der gewählte Schritt gesendet und bekommen hat</translation>
        </message>
        <message>
            <source>%1, expected %2</source>
            <translation>%1, erwartet %2</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>The scenario has no step.</source>
            <translation>Das Szenario hat keinen Schritt.</translation>
        </message>
        <message>
            <source>The scenario cannot be run: %1</source>
            <translation>Das Szenario kann nicht ausgeführt werden: %1</translation>
        </message>
        <message>
            <source>Scenario: %1</source>
            <translation>Szenario: %1</translation>
        </message>
        <message>
            <source>The scenario was not run to its end.</source>
            <translation>Das Szenario wurde nicht bis zum Ende ausgeführt.</translation>
        </message>
        <message>
            <source>%1 passed, %2 failed, %3 skipped</source>
            <translation>%1 bestanden, %2 nicht bestanden, %3 übersprungen</translation>
        </message>
        <message>
            <source>Running: %1.</source>
            <translation>Läuft: %1.</translation>
        </message>
        <message>
            <source>Not complete: %1.</source>
            <translation>Nicht vollständig: %1.</translation>
        </message>
        <message>
            <source>Passed: %1.</source>
            <translation>Bestanden: %1.</translation>
        </message>
        <message>
            <source>Failed: %1.</source>
            <translation>Nicht bestanden: %1.</translation>
        </message>
        <message>
            <source>Open a scenario</source>
            <translation>Szenario öffnen</translation>
        </message>
        <message>
            <source>Scenarios (*.json)</source>
            <translation>Szenarien (*.json)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 was not opened.</source>
            <translation>%1 wurde nicht geöffnet.</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Save the scenario</source>
            <translation>Szenario speichern</translation>
        </message>
        <message>
            <source>Saving the scenario</source>
            <translation>Szenario speichern</translation>
        </message>
        <message>
            <source>Save the report</source>
            <translation>Bericht speichern</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>JUnit (*.xml)</source>
            <translation>JUnit (*.xml)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source>The scenario, and what came of it</source>
            <translation>Das Szenario und sein Ergebnis</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SecretField</name>
        <message>
            <source>%1: copy it; it leaves the clipboard soon</source>
            <translation>%1: kopieren; verlässt die Zwischenablage bald</translation>
        </message>
        <message>
            <source>%1: replace it by a new random one</source>
            <translation>%1: durch neuen Zufallswert ersetzen</translation>
        </message>
        <message>
            <source>%1: remove it</source>
            <translation>%1: entfernen</translation>
        </message>
        <message>
            <source>%1: hide it</source>
            <translation>%1: verbergen</translation>
        </message>
        <message>
            <source>%1: show it</source>
            <translation>%1: zeigen</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Is being read</source>
            <translation>Wird gelesen</translation>
        </message>
        <message>
            <source>Stored; what you type replaces it</source>
            <translation>Gespeichert; was Sie eingeben, ersetzt es</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Sentences</name>
        <message>
            <source>The workspace will be the file %1; its folder is made too.</source>
            <translation>Der Arbeitsbereich wird die Datei %1; ihr Ordner wird auch angelegt.</translation>
        </message>
        <message>
            <source>The workspace will be the file %1.</source>
            <translation>Der Arbeitsbereich wird die Datei %1.</translation>
        </message>
        <message>
            <source>It opens with the passphrase that you keep. Without it, nobody can open the workspace.</source>
            <translation>Er öffnet sich mit der Passphrase, die Sie aufbewahren. Ohne sie kann niemand den Arbeitsbereich öffnen.</translation>
        </message>
        <message>
            <source>It opens by itself, with a random passphrase in the key file %1, which only you can read.</source>
            <translation>Er öffnet sich von selbst, mit einer zufälligen Passphrase in der Schlüsseldatei %1, die nur Sie lesen können.</translation>
        </message>
        <message numerus="yes">
            <source>A new CA, %1, with a key of %2, will be valid for %n year(s).</source>
            <translation>
                <numerusform>Eine neue CA, %1, mit einem Schlüssel (%2), wird %n Jahr gültig sein.</numerusform>
                <numerusform>Eine neue CA, %1, mit einem Schlüssel (%2), wird %n Jahre gültig sein.</numerusform>
            </translation>
        </message>
        <message>
            <source>A key of %2 is made for the CA %1, and a CSR that your root signs. Until its certificate is installed, nothing can be issued.</source>
            <translation>Für die CA %1 wird ein Schlüssel (%2) erzeugt, und ein CSR, den Ihre Root-CA signiert. Bis ihr Zertifikat installiert ist, kann nichts ausgestellt werden.</translation>
        </message>
        <message>
            <source>The CA %1, with a key of %2 and valid until %3, is taken over with its key.</source>
            <translation>Die CA %1, mit einem Schlüssel %2 und gültig bis %3, wird mit ihrem Schlüssel übernommen.</translation>
        </message>
        <message>
            <source>The CA itself reads the messages of clients.</source>
            <translation>Die CA selbst liest die Nachrichten der Clients.</translation>
        </message>
        <message>
            <source>An RA reads the messages of clients; it is made when the CA certificate is installed.</source>
            <translation>Eine RA liest die Nachrichten der Clients; sie wird erzeugt, wenn das CA-Zertifikat installiert wird.</translation>
        </message>
        <message>
            <source>An RA with a key of RSA 2048 reads the messages of clients.</source>
            <translation>Eine RA mit einem Schlüssel RSA 2048 liest die Nachrichten der Clients.</translation>
        </message>
        <message>
            <source>Whoever has a one-time code gets a certificate at /scep.</source>
            <translation>Wer einen Einmalcode hat, bekommt unter /scep ein Zertifikat.</translation>
        </message>
        <message>
            <source>Whoever asks at /scep/manual waits until you approve it.</source>
            <translation>Wer unter /scep/manual anfragt, wartet, bis Sie es genehmigen.</translation>
        </message>
        <message>
            <source>Whoever knows the static challenge gets a certificate for any name at /scep/static, until you bind it to names.</source>
            <translation>Wer die statische Challenge kennt, bekommt unter /scep/static ein Zertifikat für jeden Namen, bis Sie sie an Namen binden.</translation>
        </message>
        <message>
            <source>Codes and approval will be of no use: the CA has an EC key and no RA.</source>
            <translation>Codes und Genehmigung werden nichts nützen: die CA hat einen EC-Schlüssel und keine RA.</translation>
        </message>
        <message>
            <source>Nobody can enroll: the CA has an EC key and no RA.</source>
            <translation>Niemand kann sich registrieren: die CA hat einen EC-Schlüssel und keine RA.</translation>
        </message>
        <message>
            <source>The responder listens on this machine only, at the first free port from %1 on.</source>
            <translation>Der Responder lauscht nur auf diesem Rechner, am ersten freien Port ab %1.</translation>
        </message>
        <message>
            <source>The responder listens at %1, on this machine only.</source>
            <translation>Der Responder lauscht unter %1, nur auf diesem Rechner.</translation>
        </message>
        <message>
            <source>The responder listens at %1. Exposed: other machines can reach it.</source>
            <translation>Der Responder lauscht unter %1. Von außen erreichbar: andere Rechner können ihn erreichen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Sequence</name>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Prüfstelle</translation>
        </message>
        <message>
            <source>Operator</source>
            <translation>Betreiber</translation>
        </message>
        <message>
            <source>(hidden)</source>
            <translation>(verborgen)</translation>
        </message>
        <message>
            <source>checks: %1</source>
            <translation>Prüfungen: %1</translation>
        </message>
        <message>
            <source>waits for a decision</source>
            <translation>wartet auf eine Entscheidung</translation>
        </message>
        <message>
            <source>approved</source>
            <translation>genehmigt</translation>
        </message>
        <message>
            <source>approved by %1</source>
            <translation>genehmigt von %1</translation>
        </message>
        <message>
            <source>denied</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>denied by %1</source>
            <translation>abgelehnt von %1</translation>
        </message>
        <message>
            <source>certificate issued</source>
            <translation>Zertifikat ausgestellt</translation>
        </message>
        <message>
            <source>issued %1</source>
            <translation>ausgestellt: %1</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>expired</source>
            <translation>abgelaufen</translation>
        </message>
        <message>
            <source>code #%1 used</source>
            <translation>Code Nr. %1 benutzt</translation>
        </message>
        <message>
            <source>revoked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>collected</source>
            <translation>abgeholt</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1 to %2: %3</source>
            <translation>%1 bis %2: %3</translation>
        </message>
        <message>
            <source>%1, transaction %2</source>
            <translation>%1, Transaktion %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SequenceView</name>
        <message>
            <source>Sequence diagram</source>
            <translation>Sequenzdiagramm</translation>
        </message>
        <message>
            <source>Sequence diagram: %1</source>
            <translation>Sequenzdiagramm: %1</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n step(s)</source>
            <translation>
                <numerusform>%1, %n Schritt</numerusform>
                <numerusform>%1, %n Schritte</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, step %2 of %3: %4</source>
            <translation>%1, Schritt %2 von %3: %4</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ServiceBar</name>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Running (no CA)</source>
            <translation>Läuft (keine CA)</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the SCEP URL</source>
            <translation>SCEP-URL kopieren</translation>
        </message>
        <message>
            <source>Exposed</source>
            <translation>Von außen erreichbar</translation>
        </message>
        <message>
            <source>Other machines can reach the responder.</source>
            <translation>Andere Rechner können den Responder erreichen.</translation>
        </message>
        <message>
            <source>No CA</source>
            <translation>Keine CA</translation>
        </message>
        <message>
            <source>CA %1 has no certificate yet</source>
            <translation>CA %1 hat noch kein Zertifikat</translation>
        </message>
        <message>
            <source>CA: %1, expired</source>
            <translation>CA: %1, abgelaufen</translation>
        </message>
        <message>
            <source>CA: %1 left</source>
            <translation>CA: noch %1</translation>
        </message>
        <message>
            <source>CA: %1, %2 left</source>
            <translation>CA: %1, noch %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ServiceModel</name>
        <message>
            <source>Failures since it last answered</source>
            <translation>Fehlschläge seit der letzten Antwort</translation>
        </message>
        <message>
            <source>Service</source>
            <translation>Dienst</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>In a row</source>
            <translation>Hintereinander</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Gefragt</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
        <message>
            <source>Last failure</source>
            <translation>Letzter Fehlschlag</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>%1 on average</source>
            <translation>%1 im Mittel</translation>
        </message>
        <message>
            <source>Service %1: %2, used by %3, asked %4 times, %5 of them failed</source>
            <translation>Dienst %1: %2, benutzt von %3, %4-mal gefragt, davon %5 fehlgeschlagen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Services</name>
        <message numerus="yes">
            <source>%n ms</source>
            <comment>milliseconds</comment>
            <translation>
                <numerusform>%n ms</numerusform>
                <numerusform>%n ms</numerusform>
            </translation>
        </message>
        <message>
            <source>Not asked yet</source>
            <translation>Noch nicht gefragt</translation>
        </message>
        <message>
            <source>To be tried</source>
            <translation>Zu versuchen</translation>
        </message>
        <message>
            <source>Paused until %1</source>
            <translation>Pause bis %1</translation>
        </message>
        <message>
            <source>Being tried</source>
            <translation>Wird versucht</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Gefragt</translation>
        </message>
        <message>
            <source>Failing</source>
            <translation>Schlägt fehl</translation>
        </message>
        <message>
            <source>%1, gate “%2” (%3)</source>
            <translation>%1, Prüfstelle „%2“ (%3)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ServicesTab</name>
        <message>
            <source>Services that gates ask</source>
            <translation>Dienste, die Prüfstellen fragen</translation>
        </message>
        <message>
            <source>The chosen service</source>
            <translation>Der gewählte Dienst</translation>
        </message>
        <message>
            <source>Choose a service to see how it answers.</source>
            <translation>Wählen Sie einen Dienst, um zu sehen, wie er antwortet.</translation>
        </message>
        <message>
            <source>No gate asks anybody.</source>
            <translation>Keine Prüfstelle fragt jemanden.</translation>
        </message>
        <message>
            <source>Webhooks, Intune and programs are asked whether a request may have a certificate. Add such a gate to an endpoint.</source>
            <translation>Webhooks, Intune und Programme werden gefragt, ob eine Anfrage ein Zertifikat bekommen darf. Fügen Sie einem Endpunkt eine solche Prüfstelle hinzu.</translation>
        </message>
        <message>
            <source>Show the endpoints</source>
            <translation>Die Endpunkte anzeigen</translation>
        </message>
        <message>
            <source>Nobody was asked.</source>
            <translation>Niemand wurde gefragt.</translation>
        </message>
        <message>
            <source>The responder does not run, so nobody is asked.</source>
            <translation>Der Responder läuft nicht, also wird niemand gefragt.</translation>
        </message>
        <message>
            <source>How the services answer is known while it runs.</source>
            <translation>Wie die Dienste antworten, ist bekannt, während er läuft.</translation>
        </message>
        <message>
            <source>Start the responder</source>
            <translation>Responder starten</translation>
        </message>
        <message>
            <source>No request has needed it since the responder was started.</source>
            <translation>Seit dem Start des Responders hat keine Anfrage ihn gebraucht.</translation>
        </message>
        <message>
            <source>Its pause is over: the next question goes out, to see whether it is back.</source>
            <translation>Die Pause ist vorbei: Die nächste Frage geht hinaus, um zu sehen, ob der Dienst wieder da ist.</translation>
        </message>
        <message numerus="yes">
            <source>It failed %n time(s) in a row and is left alone until %1. Until then requests that need it are told to come again later.</source>
            <translation>
                <numerusform>Der Dienst hat %n-mal hintereinander versagt und wird bis %1 in Ruhe gelassen. Anfragen, die ihn brauchen, bekommen bis dahin die Antwort, später wiederzukommen.</numerusform>
                <numerusform>Der Dienst hat %n-mal hintereinander versagt und wird bis %1 in Ruhe gelassen. Anfragen, die ihn brauchen, bekommen bis dahin die Antwort, später wiederzukommen.</numerusform>
            </translation>
        </message>
        <message>
            <source>One question is on its way, to see whether it is back. All other requests are told to come again later.</source>
            <translation>Eine Frage ist unterwegs, um zu sehen, ob der Dienst wieder da ist. Alle anderen Anfragen bekommen die Antwort, später wiederzukommen.</translation>
        </message>
        <message numerus="yes">
            <source>The last %n try(s) failed. If it goes on failing, it is left alone for a while.</source>
            <translation>
                <numerusform>Der letzte Versuch (%n) ist fehlgeschlagen. Geht das so weiter, wird der Dienst eine Weile in Ruhe gelassen.</numerusform>
                <numerusform>Die letzten %n Versuche sind fehlgeschlagen. Geht das so weiter, wird der Dienst eine Weile in Ruhe gelassen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>none any more</source>
            <translation>keiner mehr</translation>
        </message>
        <message>
            <source>Last error</source>
            <translation>Letzter Fehler</translation>
        </message>
        <message>
            <source>Last failure</source>
            <translation>Letzter Fehlschlag</translation>
        </message>
        <message>
            <source>Failures in a row</source>
            <translation>Fehlschläge hintereinander</translation>
        </message>
        <message>
            <source>Asked</source>
            <translation>Gefragt</translation>
        </message>
        <message>
            <source>%1, and %2 now</source>
            <translation>%1, und %2 gerade jetzt</translation>
        </message>
        <message>
            <source>Tries since the responder was started; a retry counts too</source>
            <translation>Versuche seit dem Start des Responders; auch Wiederholungen zählen</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translation>Nicht gefragt</translation>
        </message>
        <message>
            <source>Questions that came while it was left alone</source>
            <translation>Fragen, die kamen, während er in Ruhe gelassen wurde</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>The responder does not run.</source>
            <translation>Der Responder läuft nicht.</translation>
        </message>
        <message>
            <source>Choose a service first.</source>
            <translation>Wählen Sie erst einen Dienst.</translation>
        </message>
        <message>
            <source>It is not paused.</source>
            <translation>Der Dienst ist nicht in Pause.</translation>
        </message>
        <message>
            <source>It is being tried already.</source>
            <translation>Es wird schon versucht.</translation>
        </message>
        <message>
            <source>The next question goes out to %1, to see whether it is back.</source>
            <translation>Die nächste Frage geht an %1 hinaus, um zu sehen, ob der Dienst wieder da ist.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SettingRow</name>
        <message>
            <source>Default</source>
            <translation>Voreinstellung</translation>
        </message>
        <message>
            <source>Reset to the default: %1</source>
            <translation>Auf den Standardwert zurücksetzen: %1</translation>
        </message>
        <message>
            <source>Reset: %1</source>
            <translation>Zurücksetzen: %1</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen…</translation>
        </message>
        <message>
            <source>Choose a file: %1</source>
            <translation>Datei wählen: %1</translation>
        </message>
        <message>
            <source>PEM files (*.pem *.crt *.cer *.key)</source>
            <translation>PEM-Dateien (*.pem *.crt *.cer *.key)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Settings</name>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Grenzen</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Capture</source>
            <translation>Aufzeichnung</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Darstellung</translation>
        </message>
        <message>
            <source>Security</source>
            <translation>Sicherheit</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Ein</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nichts</translation>
        </message>
        <message>
            <source>Without messages</source>
            <translation>Ohne Nachrichten</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Of the window. Takes effect when Scepter is started again.</source>
            <translation>Des Fensters. Gilt, wenn Scepter neu gestartet wird.</translation>
        </message>
        <message>
            <source>Start the responder when a workspace is opened</source>
            <translation>Responder starten, wenn ein Arbeitsbereich geöffnet wird</translation>
        </message>
        <message>
            <source>Otherwise nothing is served until you press Start.</source>
            <translation>Sonst wird nichts beantwortet, bis Sie „Start“ drücken.</translation>
        </message>
        <message>
            <source>Ask before closing the window while the responder runs</source>
            <translation>Vor dem Schließen des Fensters fragen, solange der Responder läuft</translation>
        </message>
        <message>
            <source>Devices get no answers any more once the window is closed.</source>
            <translation>Geräte bekommen keine Antworten mehr, wenn das Fenster geschlossen ist.</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Where the responder listens. 127.0.0.1 is reached from this machine only; 0.0.0.0 and :: are all addresses of this machine.</source>
            <translation>Wo der Responder lauscht. 127.0.0.1 ist nur von diesem Rechner aus erreichbar; 0.0.0.0 und :: sind alle Adressen dieses Rechners.</translation>
        </message>
        <message>
            <source>Any free port</source>
            <translation>Irgendein freier Port</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Ports below 1024 need special rights. With any free port the URL changes at each start.</source>
            <translation>Ports unter 1024 brauchen besondere Rechte. Mit irgendeinem freien Port ändert sich die URL bei jedem Start.</translation>
        </message>
        <message>
            <source>TLS certificate</source>
            <translation>TLS-Zertifikat</translation>
        </message>
        <message>
            <source>A PEM file with the server's certificate and its chain. Empty: plain HTTP, which is usual for SCEP, as its messages are encrypted and signed themselves.</source>
            <translation>Eine PEM-Datei mit dem Zertifikat des Servers und seiner Kette. Leer: einfaches HTTP, wie bei SCEP üblich, da die Nachrichten selbst verschlüsselt und signiert sind.</translation>
        </message>
        <message>
            <source>TLS key</source>
            <translation>TLS-Schlüssel</translation>
        </message>
        <message>
            <source>A PEM file with the key of that certificate, not encrypted.</source>
            <translation>Eine PEM-Datei mit dem Schlüssel dieses Zertifikats, unverschlüsselt.</translation>
        </message>
        <message>
            <source>Largest request body</source>
            <translation>Größter Rumpf einer Anfrage</translation>
        </message>
        <message>
            <source>In bytes. Larger ones are answered with HTTP 413.</source>
            <translation>In Bytes. Größere werden mit HTTP 413 beantwortet.</translation>
        </message>
        <message>
            <source>Longest request line</source>
            <translation>Längste Anfragezeile</translation>
        </message>
        <message>
            <source>In bytes. SCEP over GET puts the whole message there. Longer ones get HTTP 414.</source>
            <translation>In Bytes. SCEP über GET schreibt die ganze Nachricht hinein. Längere bekommen HTTP 414.</translation>
        </message>
        <message>
            <source>Largest headers</source>
            <translation>Größte Kopfzeilen</translation>
        </message>
        <message>
            <source>In bytes, all together. Larger ones get HTTP 431.</source>
            <translation>In Bytes, alle zusammen. Größere bekommen HTTP 431.</translation>
        </message>
        <message>
            <source>Most headers</source>
            <translation>Meiste Kopfzeilen</translation>
        </message>
        <message>
            <source>How many one request may have.</source>
            <translation>Wie viele eine Anfrage haben darf.</translation>
        </message>
        <message>
            <source>Most bytes being received</source>
            <translation>Meiste Bytes im Empfang</translation>
        </message>
        <message>
            <source>Bodies of all connections together. Beyond it, requests get HTTP 503.</source>
            <translation>Die Rümpfe aller Verbindungen zusammen. Darüber bekommen Anfragen HTTP 503.</translation>
        </message>
        <message>
            <source>Most connections</source>
            <translation>Meiste Verbindungen</translation>
        </message>
        <message>
            <source>Open at once. Further ones get HTTP 503.</source>
            <translation>Gleichzeitig offen. Weitere bekommen HTTP 503.</translation>
        </message>
        <message>
            <source>Most connections of one address</source>
            <translation>Meiste Verbindungen einer Adresse</translation>
        </message>
        <message>
            <source>Whole companies may come from one address; keep it below the total.</source>
            <translation>Ganze Firmen können von einer Adresse kommen; bleiben Sie unter der Gesamtzahl.</translation>
        </message>
        <message>
            <source>Most TLS handshakes</source>
            <translation>Meiste TLS-Handshakes</translation>
        </message>
        <message>
            <source>Under way at once.</source>
            <translation>Gleichzeitig unterwegs.</translation>
        </message>
        <message>
            <source>Most requests in a row</source>
            <translation>Meiste Anfragen hintereinander</translation>
        </message>
        <message>
            <source>That one connection may send ahead before the others get their turn.</source>
            <translation>Die eine Verbindung vorab senden darf, bevor die anderen an der Reihe sind.</translation>
        </message>
        <message>
            <source>Time for the headers</source>
            <translation>Zeit für die Kopfzeilen</translation>
        </message>
        <message>
            <source>As in 500ms, 10s or 1m.</source>
            <translation>Wie in 500ms, 10s oder 1m.</translation>
        </message>
        <message>
            <source>Time for the body</source>
            <translation>Zeit für den Rumpf</translation>
        </message>
        <message>
            <source>Close idle connections after</source>
            <translation>Untätige Verbindungen schließen nach</translation>
        </message>
        <message>
            <source>Between two requests of a connection. As in 500ms, 10s or 1m.</source>
            <translation>Zwischen zwei Anfragen einer Verbindung. Wie in 500ms, 10s oder 1m.</translation>
        </message>
        <message>
            <source>Time to take the answer</source>
            <translation>Zeit, die Antwort abzunehmen</translation>
        </message>
        <message>
            <source>For each 64 KiB that a client reads. As in 500ms, 10s or 1m.</source>
            <translation>Für je 64 KiB, die ein Client liest. Wie in 500ms, 10s oder 1m.</translation>
        </message>
        <message>
            <source>Time to make the answer</source>
            <translation>Zeit für die Antwort</translation>
        </message>
        <message>
            <source>Beyond it, the client gets HTTP 503. As in 500ms, 10s or 1m.</source>
            <translation>Danach bekommt der Client HTTP 503. Wie in 500ms, 10s oder 1m.</translation>
        </message>
        <message>
            <source>Time for the TLS handshake</source>
            <translation>Zeit für den TLS-Handshake</translation>
        </message>
        <message>
            <source>Time to read a refusal</source>
            <translation>Zeit, eine Ablehnung zu lesen</translation>
        </message>
        <message>
            <source>How long a refused client may go on sending before it is cut. As in 500ms or 2s.</source>
            <translation>Wie lange ein abgewiesener Client noch senden darf, bevor getrennt wird. Wie in 500ms oder 2s.</translation>
        </message>
        <message>
            <source>Pause when the system has no more connections</source>
            <translation>Pause, wenn das System keine Verbindungen mehr hat</translation>
        </message>
        <message>
            <source>As in 100ms or 1s.</source>
            <translation>Wie in 100ms oder 1s.</translation>
        </message>
        <message>
            <source> days</source>
            <translation> Tage</translation>
        </message>
        <message>
            <source>Warn when a certificate ends within</source>
            <translation>Warnen, wenn ein Zertifikat endet in</translation>
        </message>
        <message>
            <source>From then on it is shown as ending soon. Days, not percent: a month is a month.</source>
            <translation>Von da an wird es als bald endend gezeigt. Tage, nicht Prozent: Ein Monat ist ein Monat.</translation>
        </message>
        <message>
            <source>Show it as urgent within</source>
            <translation>Als dringend zeigen ab</translation>
        </message>
        <message>
            <source>From then on the warning turns red.</source>
            <translation>Von da an wird die Warnung rot.</translation>
        </message>
        <message>
            <source>What is recorded</source>
            <translation>Was aufgezeichnet wird</translation>
        </message>
        <message>
            <source>In a file beside the workspace, for everybody who opens it. Values that may be secret are left out; messages stay encrypted as they were sent.</source>
            <translation>In einer Datei neben dem Arbeitsbereich, für alle, die ihn öffnen. Werte, die geheim sein können, bleiben weg; Nachrichten bleiben verschlüsselt, wie sie gesendet wurden.</translation>
        </message>
        <message>
            <source>Most exchanges recorded</source>
            <translation>Meiste aufgezeichnete Austausche</translation>
        </message>
        <message>
            <source>The oldest go first.</source>
            <translation>Die ältesten gehen zuerst.</translation>
        </message>
        <message>
            <source>Most bytes recorded</source>
            <translation>Meiste aufgezeichnete Bytes</translation>
        </message>
        <message>
            <source>At least 1048576. The oldest go first.</source>
            <translation>Mindestens 1048576. Die ältesten gehen zuerst.</translation>
        </message>
        <message>
            <source>Forget what is older than</source>
            <translation>Vergessen, was älter ist als</translation>
        </message>
        <message>
            <source>As in 12h or 7d.</source>
            <translation>Wie in 12h oder 7d.</translation>
        </message>
        <message>
            <source>Most exchanges in memory</source>
            <translation>Meiste Austausche im Speicher</translation>
        </message>
        <message>
            <source>Those that this window answered are also kept in memory; the oldest go first.</source>
            <translation>Die dieses Fenster beantwortet hat, bleiben auch im Speicher; die ältesten gehen zuerst.</translation>
        </message>
        <message>
            <source> MiB</source>
            <translation> MiB</translation>
        </message>
        <message>
            <source>Most memory for them</source>
            <translation>Meister Speicher dafür</translation>
        </message>
        <message>
            <source>Whichever of the two is reached first.</source>
            <translation>Je nachdem, was zuerst erreicht ist.</translation>
        </message>
        <message>
            <source>Colors</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>Light or dark.</source>
            <translation>Hell oder dunkel.</translation>
        </message>
        <message>
            <source> %</source>
            <translation> %</translation>
        </message>
        <message>
            <source>Size of the text</source>
            <translation>Textgröße</translation>
        </message>
        <message>
            <source>Of the size that the system uses.</source>
            <translation>Von der Größe, die das System verwendet.</translation>
        </message>
        <message>
            <source>Reduced motion</source>
            <translation>Weniger Bewegung</translation>
        </message>
        <message>
            <source>No animation of menus, lists and tool tips.</source>
            <translation>Keine Animation von Menüs, Listen und Hinweisen.</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Clear a copied secret after</source>
            <translation>Kopiertes Geheimnis löschen nach</translation>
        </message>
        <message>
            <source>Codes and secrets leave the clipboard then, unless something else was copied since.</source>
            <translation>Dann verlassen Codes und Geheimnisse die Zwischenablage, falls seither nichts anderes kopiert wurde.</translation>
        </message>
        <message>
            <source> min</source>
            <translation> min</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <source>Lock when nothing was done for</source>
            <translation>Sperren, wenn nichts getan wurde seit</translation>
        </message>
        <message>
            <source>The responder goes on serving. The passphrase or the key file unlocks.</source>
            <translation>Der Responder antwortet weiter. Die Passphrase oder die Schlüsseldatei entsperrt.</translation>
        </message>
        <message>
            <source>Lock when the window is minimized</source>
            <translation>Sperren, wenn das Fenster minimiert wird</translation>
        </message>
        <message>
            <source>The responder goes on serving.</source>
            <translation>Der Responder arbeitet weiter.</translation>
        </message>
        <message>
            <source>Address of the listener</source>
            <translation>Adresse des Admin-Zugangs</translation>
        </message>
        <message>
            <source>Where accounts fetch codes: by the NDES page, Jamf's webhook, or REST. Empty: nowhere.</source>
            <translation>Wo Konten Codes holen: über die NDES-Seite, den Webhook von Jamf oder REST. Leer: nirgends.</translation>
        </message>
        <message>
            <source>Port of the listener</source>
            <translation>Port des Admin-Zugangs</translation>
        </message>
        <message>
            <source>Another one than that of the responder.</source>
            <translation>Ein anderer als der des Responders.</translation>
        </message>
        <message>
            <source>TLS certificate of the listener</source>
            <translation>TLS-Zertifikat des Admin-Zugangs</translation>
        </message>
        <message>
            <source>A PEM file with the certificate and its chain. Empty: plain HTTP, which only this machine may use, as passwords go over it.</source>
            <translation>Eine PEM-Datei mit dem Zertifikat und seiner Kette. Leer: unverschlüsseltes HTTP, das nur dieser Rechner benutzen darf, da Passwörter darüber gehen.</translation>
        </message>
        <message>
            <source>TLS key of the listener</source>
            <translation>TLS-Schlüssel des Admin-Zugangs</translation>
        </message>
        <message>
            <source>Other names of the listener</source>
            <translation>Weitere Namen des Admin-Zugangs</translation>
        </message>
        <message>
            <source>By which callers may call it, behind a proxy: scep.example,mdm.example</source>
            <translation>Unter denen Aufrufer ihn hinter einem Proxy ansprechen dürfen: scep.example,mdm.example</translation>
        </message>
        <message>
            <source>Path of Jamf's webhook</source>
            <translation>Pfad des Webhooks von Jamf</translation>
        </message>
        <message>
            <source>What stands behind the address in Jamf Pro.</source>
            <translation>Was in Jamf Pro hinter der Adresse steht.</translation>
        </message>
        <message>
            <source>Header of Jamf's webhook</source>
            <translation>Header des Webhooks von Jamf</translation>
        </message>
        <message>
            <source>In which Jamf shows an account's token, with header authentication.</source>
            <translation>In dem Jamf das Token eines Kontos vorzeigt, bei Authentifizierung per Header.</translation>
        </message>
        <message>
            <source>Account of Jamf without a password</source>
            <translation>Konto von Jamf ohne Passwort</translation>
        </message>
        <message>
            <source>Callers on this machine that show no password get codes of this account. Empty: they get none. Not while others can reach the listener.</source>
            <translation>Aufrufer auf diesem Rechner, die kein Passwort vorzeigen, bekommen Codes dieses Kontos. Leer: Sie bekommen keine. Nicht, solange andere den Admin-Zugang erreichen können.</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Konten</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren…</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Verwerfen</translation>
        </message>
        <message>
            <source>&amp;Apply</source>
            <translation>&amp;Anwenden</translation>
        </message>
        <message>
            <source>Apply and &amp;restart</source>
            <translation>Anwenden und &amp;neu starten</translation>
        </message>
        <message>
            <source>Check &amp;integrity</source>
            <translation>&amp;Unversehrtheit prüfen</translation>
        </message>
        <message>
            <source>Search settings…</source>
            <translation>Einstellungen durchsuchen…</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>Einstellungen durchsuchen</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>Kategorien</translation>
        </message>
        <message>
            <source>CRL revocation list lifetime CA RA</source>
            <translation>CRL Sperrliste Laufzeit CA RA</translation>
        </message>
        <message>
            <source>clear recorder exchanges</source>
            <translation>leeren Aufzeichnung Nachrichtenaustausch</translation>
        </message>
        <message>
            <source>keys keyboard</source>
            <translation>Tasten Tastatur</translation>
        </message>
        <message>
            <source>backup restore passphrase integrity copies size path file</source>
            <translation>Sicherung sichern wiederherstellen Passphrase Unversehrtheit Kopien Größe Pfad Datei</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>version license Qt OpenSSL SQLite</source>
            <translation>Version Lizenz Qt OpenSSL SQLite</translation>
        </message>
        <message>
            <source>the versions</source>
            <translation>die Versionen</translation>
        </message>
        <message>
            <source>How long a certificate revocation list (CRL) is good for belongs to each authority, with its keys and generations.</source>
            <translation>Wie lange eine Sperrliste (CRL) gilt, wird bei jeder CA festgelegt, mit ihren Schlüsseln und Generationen.</translation>
        </message>
        <message>
            <source>Open the authorities</source>
            <translation>CAs öffnen</translation>
        </message>
        <message numerus="yes">
            <source>%n exchange(s)</source>
            <translation>
                <numerusform>%n Nachrichtenaustausch</numerusform>
                <numerusform>%n Nachrichtenwechsel</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing is recorded.</source>
            <translation>Es ist nichts aufgezeichnet.</translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n gefunden</numerusform>
                <numerusform>%n gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>No setting has “%1”.</source>
            <translation>Keine Einstellung enthält „%1“.</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Suche leeren</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) of the responder are not applied yet. They stay on this page until the workspace is closed.</source>
            <translation>
                <numerusform>%n Änderung am Responder ist noch nicht angewendet. Sie bleibt auf dieser Seite, bis der Arbeitsbereich geschlossen wird.</numerusform>
                <numerusform>%n Änderungen am Responder sind noch nicht angewendet. Sie bleiben auf dieser Seite, bis der Arbeitsbereich geschlossen wird.</numerusform>
            </translation>
        </message>
        <message>
            <source>Leave anyway</source>
            <translation>Trotzdem verlassen</translation>
        </message>
        <message>
            <source>The settings of the workspace were not read.</source>
            <translation>Die Einstellungen des Arbeitsbereichs wurden nicht gelesen.</translation>
        </message>
        <message>
            <source>The settings are being applied.</source>
            <translation>Die Einstellungen werden angewendet.</translation>
        </message>
        <message>
            <source>Nothing is changed.</source>
            <translation>Es ist nichts geändert.</translation>
        </message>
        <message>
            <source>The responder does not run: apply is enough.</source>
            <translation>Der Responder läuft nicht: Anwenden genügt.</translation>
        </message>
        <message>
            <source>&amp;Apply and expose</source>
            <translation>&amp;Anwenden und von außen erreichbar machen</translation>
        </message>
        <message>
            <source>Expose and &amp;restart</source>
            <translation>Von außen erreichbar machen und neu sta&amp;rten</translation>
        </message>
        <message>
            <source>%1, changes not applied</source>
            <translation>%1, Änderungen nicht angewendet</translation>
        </message>
        <message>
            <source>Exposed: other machines can reach the CA at this address.</source>
            <translation>Von außen erreichbar: andere Rechner können die CA unter dieser Adresse erreichen.</translation>
        </message>
        <message>
            <source>%1 — this machine only</source>
            <translation>%1 — nur dieser Rechner</translation>
        </message>
        <message>
            <source>0.0.0.0 — all IPv4 addresses</source>
            <translation>0.0.0.0 — alle IPv4-Adressen</translation>
        </message>
        <message>
            <source>:: — all addresses</source>
            <translation>:: — alle Adressen</translation>
        </message>
        <message>
            <source>In use by this responder.</source>
            <translation>Wird von diesem Responder benutzt.</translation>
        </message>
        <message>
            <source>Free. The running responder listens at port %1.</source>
            <translation>Frei. Der laufende Responder lauscht an Port %1.</translation>
        </message>
        <message>
            <source>Free.</source>
            <translation>Frei.</translation>
        </message>
        <message>
            <source>Another program uses this port.</source>
            <translation>Ein anderes Programm benutzt diesen Port.</translation>
        </message>
        <message>
            <source>Ports below %1 need rights that Scepter does not have here.</source>
            <translation>Ports unter %1 brauchen Rechte, die Scepter hier nicht hat.</translation>
        </message>
        <message>
            <source>This machine does not have this address.</source>
            <translation>Dieser Rechner hat diese Adresse nicht.</translation>
        </message>
        <message>
            <source>The settings were not applied.</source>
            <translation>Die Einstellungen wurden nicht angewendet.</translation>
        </message>
        <message>
            <source>Saved. It holds when the responder is restarted.</source>
            <translation>Gespeichert. Es gilt, sobald der Responder neu gestartet wird.</translation>
        </message>
        <message>
            <source>Saved. It holds when the responder is started.</source>
            <translation>Gespeichert. Es gilt, sobald der Responder gestartet wird.</translation>
        </message>
        <message>
            <source>The responder listens at %1.</source>
            <translation>Der Responder lauscht unter %1.</translation>
        </message>
        <message>
            <source>The responder did not start again.</source>
            <translation>Der Responder ist nicht wieder gestartet.</translation>
        </message>
        <message>
            <source>Export the settings</source>
            <translation>Einstellungen exportieren</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>Exporting the settings</source>
            <translation>Einstellungen exportieren</translation>
        </message>
        <message>
            <source>Import settings</source>
            <translation>Einstellungen importieren</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>The settings were not imported.</source>
            <translation>Die Einstellungen wurden nicht importiert.</translation>
        </message>
        <message numerus="yes">
            <source>%n setting(s) imported.</source>
            <translation>
                <numerusform>%n Einstellung importiert.</numerusform>
                <numerusform>%n Einstellungen importiert.</numerusform>
            </translation>
        </message>
        <message>
            <source>Those of the responder wait below to be applied.</source>
            <translation>Die des Responders warten unten darauf, angewendet zu werden.</translation>
        </message>
        <message numerus="yes">
            <source>%n could not be used.</source>
            <translation>
                <numerusform>%n konnte nicht verwendet werden.</numerusform>
                <numerusform>%n konnten nicht verwendet werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>The workspace is being checked.</source>
            <translation>Der Arbeitsbereich wird geprüft.</translation>
        </message>
        <message>
            <source>Checking the workspace</source>
            <translation>Arbeitsbereich prüfen</translation>
        </message>
        <message>
            <source>The workspace was not checked.</source>
            <translation>Der Arbeitsbereich wurde nicht geprüft.</translation>
        </message>
        <message>
            <source>The workspace is sound: the database, the ledger and the codes agree.</source>
            <translation>Der Arbeitsbereich ist unversehrt: Datenbank, Register und Codes stimmen überein.</translation>
        </message>
        <message numerus="yes">
            <source>The workspace is damaged: %n problem(s). Back it up under another name, then restore a sound backup.</source>
            <translation>
                <numerusform>Der Arbeitsbereich ist beschädigt: %n Problem. Sichern Sie ihn unter anderem Namen, und stellen Sie dann eine unversehrte Sicherung wieder her.</numerusform>
                <numerusform>Der Arbeitsbereich ist beschädigt: %n Probleme. Sichern Sie ihn unter anderem Namen, und stellen Sie dann eine unversehrte Sicherung wieder her.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Clear the memory</source>
            <translation>Speicher &amp;leeren</translation>
        </message>
        <message>
            <source>The exchanges in memory were cleared.</source>
            <translation>Die Austausche im Speicher wurden gelöscht.</translation>
        </message>
        <message>
            <source>In memory now: %1, %2; dropped for want of room: %3.</source>
            <translation>Jetzt im Speicher: %1, %2; aus Platzmangel verworfen: %3.</translation>
        </message>
        <message>
            <source>admin listener NDES page Jamf REST codes encoding password</source>
            <translation>Admin-Zugang Listener NDES-Seite Jamf REST Codes Kodierung Passwort</translation>
        </message>
        <message>
            <source>What the NDES page says, and how many codes there may be at once, is set at each account.</source>
            <translation>Was die NDES-Seite sagt, und wie viele Codes es zugleich geben darf, wird bei jedem Konto eingestellt.</translation>
        </message>
        <message>
            <source>Open the accounts</source>
            <translation>Konten öffnen</translation>
        </message>
        <message>
            <source>Exposed: other machines can log in at this address. It needs TLS.</source>
            <translation>Von außen erreichbar: andere Rechner können sich unter dieser Adresse anmelden. Das braucht TLS.</translation>
        </message>
        <message>
            <source>Off: accounts are not let in.</source>
            <translation>Aus: Konten werden nicht eingelassen.</translation>
        </message>
        <message>
            <source>Off: accounts are not let in</source>
            <translation>Aus: Konten werden nicht eingelassen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupCaPage</name>
        <message>
            <source>small and fast, for newer clients</source>
            <translation>klein und schnell, für neuere Clients</translation>
        </message>
        <message>
            <source>every client, for some years</source>
            <translation>alle Clients, für einige Jahre</translation>
        </message>
        <message>
            <source>recommended</source>
            <translation>empfohlen</translation>
        </message>
        <message>
            <source>slower to make and to use</source>
            <translation>langsamer zu erzeugen und zu verwenden</translation>
        </message>
        <message>
            <source>Certificate authority</source>
            <translation>Zertifizierungsstelle</translation>
        </message>
        <message>
            <source>The CA signs every certificate that is issued here. Devices trust what it signs once they have its certificate.</source>
            <translation>Die CA signiert jedes Zertifikat, das hier ausgestellt wird. Geräte vertrauen dem, was sie signiert, sobald sie ihr Zertifikat haben.</translation>
        </message>
        <message>
            <source>&amp;Take over a CA that I have</source>
            <translation>Eine vorhandene CA ü&amp;bernehmen</translation>
        </message>
        <message>
            <source>Let a &amp;registration authority (RA) talk to the clients</source>
            <translation>Eine &amp;Registrierungsstelle (RA) mit den Clients sprechen lassen</translation>
        </message>
        <message>
            <source>Its certificate is signed by itself: a root.</source>
            <translation>Ihr Zertifikat ist selbstsigniert: eine Root-CA.</translation>
        </message>
        <message>
            <source>From a PKCS#12 file (.p12, .pfx), or from PEM files.</source>
            <translation>Aus einer PKCS#12-Datei (.p12, .pfx) oder aus PEM-Dateien.</translation>
        </message>
        <message>
            <source>You get a certificate signing request (CSR) at the end, and install the signed certificate later. Nothing can be issued until then.</source>
            <translation>Am Ende bekommen Sie eine Zertifikatsanfrage (CSR) und installieren das signierte Zertifikat später. Bis dahin kann nichts ausgestellt werden.</translation>
        </message>
        <message>
            <source>Recommended. Clients then encrypt to the RA, and the key of the CA only signs certificates and revocation lists.</source>
            <translation>Empfohlen. Clients verschlüsseln dann für die RA, und der Schlüssel der CA signiert nur Zertifikate und Sperrlisten.</translation>
        </message>
        <message>
            <source>A plain name, or a whole one as in CN=Lab CA,O=Example,C=DE</source>
            <translation>Ein einfacher Name, oder ein ganzer wie in CN=Lab CA,O=Example,C=DE</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <comment>key type — hint</comment>
            <translation>%1 — %2</translation>
        </message>
        <message numerus="yes">
            <source>year(s)</source>
            <comment>after a number</comment>
            <translation>
                <numerusform>Jahr</numerusform>
                <numerusform>Jahre</numerusform>
            </translation>
        </message>
        <message>
            <source>N&amp;ame:</source>
            <translation>N&amp;ame:</translation>
        </message>
        <message>
            <source>&amp;Key:</source>
            <translation>&amp;Schlüssel:</translation>
        </message>
        <message>
            <source>&amp;Valid for:</source>
            <translation>&amp;Gültig für:</translation>
        </message>
        <message>
            <source>Give the CA a name.</source>
            <translation>Geben Sie der CA einen Namen.</translation>
        </message>
        <message>
            <source>This cannot be read as a name. Write a plain name, or as in CN=Lab CA,O=Example.</source>
            <translation>Das ist nicht als Name lesbar. Schreiben Sie einen einfachen Namen, oder wie in CN=Lab CA,O=Example.</translation>
        </message>
        <message>
            <source>Subject of the certificate: %1</source>
            <translation>Subject des Zertifikats: %1</translation>
        </message>
        <message>
            <source>Nothing can be encrypted to an EC key. Without an RA, only devices that know a static challenge could enroll; codes and approval would be of no use. Keep the RA, or choose an RSA key.</source>
            <translation>Für einen EC-Schlüssel lässt sich nichts verschlüsseln. Ohne RA könnten sich nur Geräte registrieren, die eine statische Challenge kennen; Codes und Genehmigung würden nichts nützen. Behalten Sie die RA, oder wählen Sie einen RSA-Schlüssel.</translation>
        </message>
        <message>
            <source>The key of the CA will open the messages of clients itself. Some older clients want it so.</source>
            <translation>Der Schlüssel der CA öffnet die Nachrichten der Clients dann selbst. Manche älteren Clients wollen es so.</translation>
        </message>
        <message>
            <source>&amp;Make a new CA</source>
            <translation>&amp;Neue CA anlegen</translation>
        </message>
        <message>
            <source>Make a key that my o&amp;wn root signs</source>
            <translation>Schlüssel erzeugen, den meine eigene &amp;Root-CA signiert</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupImportForm</name>
        <message>
            <source>CA &amp;file (PKCS#12, or PEM certificate):</source>
            <translation>CA-&amp;Datei (PKCS#12 oder PEM-Zertifikat):</translation>
        </message>
        <message>
            <source>&amp;Key file, if it is apart:</source>
            <translation>&amp;Schlüsseldatei, falls sie getrennt liegt:</translation>
        </message>
        <message>
            <source>C&amp;hain file, if it is apart:</source>
            <translation>&amp;Kettendatei, falls getrennt:</translation>
        </message>
        <message>
            <source>&amp;Passphrase of the key, if it has one:</source>
            <translation>&amp;Passphrase des Schlüssels, falls er eine hat:</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Browse: %1</source>
            <translation>Durchsuchen: %1</translation>
        </message>
        <message>
            <source>Import a CA</source>
            <translation>CA importieren</translation>
        </message>
        <message>
            <source>Certificates and keys (*.p12 *.pfx *.pem *.crt *.cer *.key)</source>
            <translation>Zertifikate und Schlüssel (*.p12 *.pfx *.pem *.crt *.cer *.key)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen…</translation>
        </message>
        <message>
            <source>The key is protected: give its passphrase.</source>
            <translation>Der Schlüssel ist geschützt: geben Sie seine Passphrase an.</translation>
        </message>
        <message>
            <source>The passphrase does not open the key.</source>
            <translation>Die Passphrase öffnet den Schlüssel nicht.</translation>
        </message>
        <message>
            <source>There is no private key in the file. Name the file that holds it, or choose a PKCS#12 file.</source>
            <translation>Die Datei enthält keinen privaten Schlüssel. Nennen Sie die Datei, die ihn enthält, oder wählen Sie eine PKCS#12-Datei.</translation>
        </message>
        <message>
            <source>The key does not belong to a certificate of the file. Choose the key that was made for this CA certificate.</source>
            <translation>Der Schlüssel gehört zu keinem Zertifikat der Datei. Wählen Sie den Schlüssel, der für dieses CA-Zertifikat erzeugt wurde.</translation>
        </message>
        <message>
            <source>The certificates above this CA do not make a chain. Add the missing ones as a chain file.</source>
            <translation>Die Zertifikate über dieser CA ergeben keine Kette. Fügen Sie die fehlenden als Kettendatei hinzu.</translation>
        </message>
        <message>
            <source>This CA can be taken over.</source>
            <translation>Diese CA kann übernommen werden.</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>%1, belongs to the certificate</source>
            <translation>%1, gehört zum Zertifikat</translation>
        </message>
        <message>
            <source>Valid from</source>
            <translation>Gültig ab</translation>
        </message>
        <message>
            <source>Valid until</source>
            <translation>Gültig bis</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Chain</source>
            <translation>Kette</translation>
        </message>
        <message>
            <source>none: it is a root of its own</source>
            <translation>keine: sie ist selbst eine Root-CA</translation>
        </message>
        <message>
            <source>not in the files: %1 has issued it</source>
            <translation>nicht in den Dateien: ausgestellt von %1</translation>
        </message>
        <message>
            <source>SHA-256 fingerprint</source>
            <translation>SHA-256-Fingerabdruck</translation>
        </message>
        <message>
            <source>Choose the file of the CA.</source>
            <translation>Wählen Sie die Datei der CA.</translation>
        </message>
        <message>
            <source>Reading the files…</source>
            <translation>Die Dateien werden gelesen…</translation>
        </message>
        <message>
            <source>The file is neither PEM nor PKCS#12 with a key and its certificate, or it is damaged. Export the CA again, or choose another file.</source>
            <translation>Die Datei ist weder PEM noch PKCS#12 mit einem Schlüssel und seinem Zertifikat, oder sie ist beschädigt. Exportieren Sie die CA erneut, oder wählen Sie eine andere Datei.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupProgress</name>
        <message>
            <source>Make the workspace</source>
            <translation>Arbeitsbereich anlegen</translation>
        </message>
        <message>
            <source>Make the workspace and its key file</source>
            <translation>Arbeitsbereich und seine Schlüsseldatei anlegen</translation>
        </message>
        <message>
            <source>Make the key of the CA (%1)</source>
            <translation>Schlüssel der CA erzeugen (%1)</translation>
        </message>
        <message>
            <source>Make the key and certificate of the RA</source>
            <translation>Schlüssel und Zertifikat der RA erzeugen</translation>
        </message>
        <message>
            <source>Add template and endpoints</source>
            <translation>Vorlage und Endpunkte hinzufügen</translation>
        </message>
        <message>
            <source>Check it, and give it its name</source>
            <translation>Prüfen und benennen</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Make a workspace</source>
            <translation>Arbeitsbereich anlegen</translation>
        </message>
        <message>
            <source>to come</source>
            <translation>kommt noch</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>step: state</comment>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupResponderPage</name>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>The responder answers the devices. It runs while the workspace is open.</source>
            <translation>Der Responder antwortet den Geräten. Er läuft, solange der Arbeitsbereich offen ist.</translation>
        </message>
        <message>
            <source>Who has a one-time &amp;code</source>
            <translation>Wer einen Einmal&amp;code hat</translation>
        </message>
        <message>
            <source>Whom I approve by &amp;hand</source>
            <translation>Wen ich von &amp;Hand genehmige</translation>
        </message>
        <message>
            <source>Also offer a &amp;static challenge, for devices that know no other way</source>
            <translation>Auch eine &amp;statische Challenge anbieten, für Geräte, die keinen anderen Weg kennen</translation>
        </message>
        <message>
            <source>%1 — this machine only</source>
            <translation>%1 — nur dieser Rechner</translation>
        </message>
        <message>
            <source>Exposed</source>
            <translation>Von außen erreichbar</translation>
        </message>
        <message>
            <source>&amp;Address:</source>
            <translation>&amp;Adresse:</translation>
        </message>
        <message>
            <source>&amp;Port:</source>
            <translation>&amp;Port:</translation>
        </message>
        <message>
            <source>Who may enroll</source>
            <translation>Wer sich registrieren darf</translation>
        </message>
        <message>
            <source>You mint a code for each device; it is good once, for a time, and may be bound to a name. The certificate comes at once. At /scep.</source>
            <translation>Sie geben für jedes Gerät einen Code aus; er gilt einmal, eine Zeit lang, und kann an einen Namen gebunden sein. Das Zertifikat kommt sofort. Unter /scep.</translation>
        </message>
        <message>
            <source>Anybody who reaches the responder may ask; nothing is issued before you approve it (manual authorization, RFC 8894 section 2.4). At /scep/manual.</source>
            <translation>Wer den Responder erreicht, darf anfragen; nichts wird ausgestellt, bevor Sie es genehmigen (manual authorization, RFC 8894, Abschnitt 2.4). Unter /scep/manual.</translation>
        </message>
        <message>
            <source>A weak way: all devices share one secret, which never changes by itself. Whoever learns it can get a certificate for any name (VU#971035). Bind it to names and keys in Endpoints. At /scep/static.</source>
            <translation>Ein schwacher Weg: alle Geräte teilen ein Geheimnis, das sich nie von selbst ändert. Wer es erfährt, kann ein Zertifikat für jeden Namen bekommen (VU#971035). Binden Sie es unter Endpunkte an Namen und Schlüssel. Unter /scep/static.</translation>
        </message>
        <message>
            <source>%1 — the network at %2</source>
            <translation>%1 — das Netz an %2</translation>
        </message>
        <message>
            <source>%1 — every IPv4 network of this machine</source>
            <translation>%1 — jedes IPv4-Netz dieses Rechners</translation>
        </message>
        <message>
            <source>Other machines can reach the CA there. SCEP protects its messages, but the page, the CRLs and the load are open to everybody in that network.</source>
            <translation>Andere Rechner können die CA dort erreichen. SCEP schützt seine Nachrichten, aber die Seite, die Sperrlisten und die Last stehen jedem in jenem Netz offen.</translation>
        </message>
        <message>
            <source>Only programs on this machine can reach it. For devices in a network, choose an address of that network.</source>
            <translation>Nur Programme auf diesem Rechner können die CA erreichen. Für Geräte in einem Netz wählen Sie eine Adresse jenes Netzes.</translation>
        </message>
        <message>
            <source>Only the static challenge will be of use: the CA has an EC key and no RA.</source>
            <translation>Nur die statische Challenge wird nützen: die CA hat einen EC-Schlüssel und keine RA.</translation>
        </message>
        <message>
            <source>Nobody could enroll: the CA has an EC key and no RA. Go back and keep the RA, or offer a static challenge.</source>
            <translation>Niemand könnte sich registrieren: die CA hat einen EC-Schlüssel und keine RA. Gehen Sie zurück und behalten Sie die RA, oder bieten Sie eine statische Challenge an.</translation>
        </message>
        <message>
            <source>Port %1 is used by another program, so the next free one is taken.</source>
            <translation>Port %1 wird von einem anderen Programm benutzt; daher wird der nächste freie genommen.</translation>
        </message>
        <message>
            <source>Free, and this program may have it. A service may need the right to use ports below 1024.</source>
            <translation>Frei, und dieses Programm darf ihn haben. Ein Dienst braucht womöglich das Recht auf Ports unter 1024.</translation>
        </message>
        <message>
            <source>Free.</source>
            <translation>Frei.</translation>
        </message>
        <message>
            <source>Used by another program. Stop that program before you go on, or choose another port.</source>
            <translation>Wird von einem anderen Programm benutzt. Beenden Sie jenes Programm, bevor Sie fortfahren, oder wählen Sie einen anderen Port.</translation>
        </message>
        <message>
            <source>The system keeps ports below 1024 for programs with a special right. Choose a higher one, as 8080.</source>
            <translation>Das System behält Ports unter 1024 Programmen mit besonderem Recht vor. Wählen Sie einen höheren, etwa 8080.</translation>
        </message>
        <message>
            <source>This machine does not have that address any more.</source>
            <translation>Dieser Rechner hat jene Adresse nicht mehr.</translation>
        </message>
        <message>
            <source>The responder cannot listen there now.</source>
            <translation>Der Responder kann dort jetzt nicht lauschen.</translation>
        </message>
        <message>
            <source>Looking whether the port is free…</source>
            <translation>Es wird geprüft, ob der Port frei ist…</translation>
        </message>
        <message>
            <source>B&amp;oth, each at its own address</source>
            <translation>B&amp;eides, jedes unter eigener Adresse</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupReviewPage</name>
        <message>
            <source>Review</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Nothing has been written yet. This is what will be made:</source>
            <translation>Es wurde noch nichts geschrieben. Das wird angelegt:</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>Gespeichert als %1.</translation>
        </message>
        <message>
            <source>The CSR was not saved.</source>
            <translation>Der CSR wurde nicht gespeichert.</translation>
        </message>
        <message>
            <source>The workspace is made. Have this certificate signing request (CSR) signed by your root, as a CA certificate; then install it on the page Authorities. The CSR is kept there too.</source>
            <translation>Der Arbeitsbereich ist angelegt. Lassen Sie diese Zertifikatsanfrage (CSR) von Ihrer Root-CA als CA-Zertifikat signieren; installieren Sie es dann auf der Seite CAs. Dort wird auch der CSR aufbewahrt.</translation>
        </message>
        <message>
            <source>Certificate signing request</source>
            <translation>Zertifikatsanfrage (CSR)</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Copy the certificate signing request</source>
            <translation>CSR kopieren</translation>
        </message>
        <message>
            <source>&amp;Save…</source>
            <translation>&amp;Speichern…</translation>
        </message>
        <message>
            <source>Save the certificate signing request</source>
            <translation>Zertifikatsanfrage (CSR) speichern</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>Kopiert.</translation>
        </message>
        <message>
            <source>Save the CSR</source>
            <translation>CSR speichern</translation>
        </message>
        <message>
            <source>Certificate signing requests (*.pem *.csr)</source>
            <translation>Zertifikatsanfragen (*.pem *.csr)</translation>
        </message>
        <message>
            <source>The workspace is being made.</source>
            <translation>Der Arbeitsbereich wird angelegt.</translation>
        </message>
        <message>
            <source>Cancelled. Nothing was left behind.</source>
            <translation>Abgebrochen. Nichts blieb zurück.</translation>
        </message>
        <message>
            <source>The workspace was not made, and nothing was left behind.</source>
            <translation>Der Arbeitsbereich wurde nicht angelegt, und nichts blieb zurück.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupWizard</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Arbeitsbereich</translation>
        </message>
        <message>
            <source>CA</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>%1  %2</source>
            <comment>number, name</comment>
            <translation>%1  %2</translation>
        </message>
        <message>
            <source>New lab</source>
            <translation>Neues Labor</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>&amp;Weiter</translation>
        </message>
        <message>
            <source>&amp;Open the workspace</source>
            <translation>Arbeitsbereich ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Create</source>
            <translation>&amp;Anlegen</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>Stops, and removes what is half made</source>
            <translation>Hält an und entfernt, was halb fertig ist</translation>
        </message>
        <message>
            <source>%1, this step</source>
            <translation>%1, dieser Schritt</translation>
        </message>
        <message>
            <source>New workspace: %1</source>
            <translation>Neuer Arbeitsbereich: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SetupWorkspacePage</name>
        <message>
            <source>Scepter workspaces (*.scepter)</source>
            <translation>Arbeitsbereiche von Scepter (*.scepter)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>The file can be made there.</source>
            <translation>Die Datei kann dort angelegt werden.</translation>
        </message>
        <message>
            <source>The folder %1 is not there yet; it will be made, for you alone.</source>
            <translation>Den Ordner %1 gibt es noch nicht; er wird angelegt, nur für Sie.</translation>
        </message>
        <message>
            <source>Give the file a name.</source>
            <translation>Geben Sie der Datei einen Namen.</translation>
        </message>
        <message>
            <source>A file of that name is there already. Choose another name, or open it instead.</source>
            <translation>Eine Datei dieses Namens ist schon vorhanden. Wählen Sie einen anderen Namen, oder öffnen Sie sie stattdessen.</translation>
        </message>
        <message>
            <source>This is a folder. Add the name of a file to it.</source>
            <translation>Das ist ein Ordner. Fügen Sie den Namen einer Datei an.</translation>
        </message>
        <message>
            <source>The log of another workspace of that name is left there (%1-wal or %1-journal). Move it away, or choose another name.</source>
            <translation>Dort liegt noch das Log eines anderen Arbeitsbereichs dieses Namens (%1-wal oder %1-journal). Verschieben Sie es, oder wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>The key file %1 is there without its workspace. If that workspace was moved, this file may be all that opens it: move it there. Or choose another name.</source>
            <translation>Die Schlüsseldatei %1 ist da, aber ohne ihren Arbeitsbereich. Wurde jener Arbeitsbereich verschoben, ist diese Datei vielleicht das Einzige, was ihn öffnet: verschieben Sie sie dorthin. Oder wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>You may not make files in %1. Choose another folder.</source>
            <translation>Sie dürfen in %1 keine Dateien anlegen. Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>%1 cannot be a folder: a part of it is a file. Choose another folder.</source>
            <translation>%1 kann kein Ordner sein: ein Teil davon ist eine Datei. Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Workspace</source>
            <translation>Arbeitsbereich</translation>
        </message>
        <message>
            <source>A workspace is one file: the CA with its keys, requests, certificates, codes and settings.</source>
            <translation>Ein Arbeitsbereich ist eine Datei: die CA mit ihren Schlüsseln, Anfragen, Zertifikaten, Codes und Einstellungen.</translation>
        </message>
        <message>
            <source>&amp;Open one that is there</source>
            <translation>Vorhandenen ö&amp;ffnen</translation>
        </message>
        <message>
            <source>A &amp;random one, in a key file beside the workspace</source>
            <translation>Eine &amp;zufällige, in einer Schlüsseldatei neben dem Arbeitsbereich</translation>
        </message>
        <message>
            <source>One that I &amp;keep myself</source>
            <translation>Eine, die ich &amp;selbst aufbewahre</translation>
        </message>
        <message>
            <source>&amp;File of the new workspace:</source>
            <translation>&amp;Datei des neuen Arbeitsbereichs:</translation>
        </message>
        <message>
            <source>&amp;Browse…</source>
            <translation>&amp;Durchsuchen…</translation>
        </message>
        <message>
            <source>Choose the file of the new workspace</source>
            <translation>Datei des neuen Arbeitsbereichs wählen</translation>
        </message>
        <message>
            <source>Passphrase: it protects every key in the workspace</source>
            <translation>Passphrase: sie schützt jeden Schlüssel im Arbeitsbereich</translation>
        </message>
        <message>
            <source>The workspace opens without a question, also for a service without a window. Whoever can read both files has the keys of the CA: keep backups of them apart.</source>
            <translation>Der Arbeitsbereich öffnet sich ohne Rückfrage, auch für einen Dienst ohne Fenster. Wer beide Dateien lesen kann, hat die Schlüssel der CA: bewahren Sie ihre Sicherungen getrennt auf.</translation>
        </message>
        <message>
            <source>You are asked each time the workspace is opened. Nobody can open it without the passphrase, and nobody can find out a lost one.</source>
            <translation>Sie werden bei jedem Öffnen des Arbeitsbereichs gefragt. Niemand kann ihn ohne die Passphrase öffnen, und niemand kann eine verlorene herausfinden.</translation>
        </message>
        <message>
            <source>New workspace</source>
            <translation>Neuer Arbeitsbereich</translation>
        </message>
        <message>
            <source>&amp;Show what I type</source>
            <translation>&amp;Zeigen, was ich tippe</translation>
        </message>
        <message>
            <source>&amp;Passphrase:</source>
            <translation>&amp;Passphrase:</translation>
        </message>
        <message>
            <source>&amp;File of the workspace:</source>
            <translation>&amp;Datei des Arbeitsbereichs:</translation>
        </message>
        <message>
            <source>Choose the workspace to open</source>
            <translation>Zu öffnenden Arbeitsbereich wählen</translation>
        </message>
        <message>
            <source>Open workspace</source>
            <translation>Arbeitsbereich öffnen</translation>
        </message>
        <message>
            <source>Key file: %1. Only you will be able to read it.</source>
            <translation>Schlüsseldatei: %1. Nur Sie werden sie lesen können.</translation>
        </message>
        <message>
            <source>The file is there.</source>
            <translation>Die Datei ist da.</translation>
        </message>
        <message>
            <source>This is a folder. Name a file in it.</source>
            <translation>Das ist ein Ordner. Nennen Sie eine Datei darin.</translation>
        </message>
        <message>
            <source>There is no such file.</source>
            <translation>Diese Datei gibt es nicht.</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s): it needs at least 8, and at most 1000 bytes.</source>
            <translation>
                <numerusform>%n Zeichen: mindestens 8 sind nötig, und höchstens 1000 Bytes.</numerusform>
                <numerusform>%n Zeichen: mindestens 8 sind nötig, und höchstens 1000 Bytes.</numerusform>
            </translation>
        </message>
        <message>
            <source>Type it once more, so that a slip does not lock you out.</source>
            <translation>Tippen Sie sie noch einmal ein, damit ein Tippfehler Sie nicht aussperrt.</translation>
        </message>
        <message>
            <source>The two are not the same.</source>
            <translation>Die beiden sind nicht gleich.</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s). Somebody who has the file can try as many as he likes: five random words are far better.</source>
            <translation>
                <numerusform>%n Zeichen. Wer die Datei hat, kann beliebig viele durchprobieren: fünf zufällige Wörter sind weit besser.</numerusform>
                <numerusform>%n Zeichen. Wer die Datei hat, kann beliebig viele durchprobieren: fünf zufällige Wörter sind weit besser.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s), both the same. How good it is depends on how it was chosen: random words or letters, used nowhere else.</source>
            <translation>
                <numerusform>%n Zeichen, beide gleich. Wie gut sie ist, hängt davon ab, wie sie gewählt wurde: zufällige Wörter oder Buchstaben, nirgends sonst verwendet.</numerusform>
                <numerusform>%n Zeichen, beide gleich. Wie gut sie ist, hängt davon ab, wie sie gewählt wurde: zufällige Wörter oder Buchstaben, nirgends sonst verwendet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Choose the workspace to open.</source>
            <translation>Wählen Sie den Arbeitsbereich, der geöffnet werden soll.</translation>
        </message>
        <message>
            <source>Looking at the file…</source>
            <translation>Die Datei wird angesehen…</translation>
        </message>
        <message>
            <source>Looking at the folder…</source>
            <translation>Der Ordner wird angesehen…</translation>
        </message>
        <message>
            <source>Type a passphrase.</source>
            <translation>Tippen Sie eine Passphrase ein.</translation>
        </message>
        <message>
            <source>&amp;Make a new workspace</source>
            <translation>&amp;Neuen Arbeitsbereich anlegen</translation>
        </message>
        <message>
            <source>On&amp;ce more:</source>
            <translation>Noch &amp;einmal:</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ShortcutEditor</name>
        <message>
            <source>No keys</source>
            <translation>Keine Tasten</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translation>Alle zurücksetzen</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translation>Aktionen und ihre Tasten</translation>
        </message>
        <message>
            <source>Press the new keys</source>
            <translation>Neue Tasten drücken</translation>
        </message>
        <message>
            <source>Choose an action to change its keys.</source>
            <translation>Wählen Sie eine Aktion, um ihre Tasten zu ändern.</translation>
        </message>
        <message>
            <source>%1 is in use by “%2”. Take it away from there first.</source>
            <translation>%1 wird von „%2“ verwendet. Nehmen Sie es dort zuerst weg.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ShortcutModel</name>
        <message>
            <source>%1, no keys</source>
            <translation>%1, keine Schlüssel</translation>
        </message>
        <message>
            <source>%1, keys %2</source>
            <translation>%1, Schlüssel %2</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>Voreinstellung</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::ShortcutsHelp</name>
        <message>
            <source>Workspace</source>
            <translation>Arbeitsbereich</translation>
        </message>
        <message>
            <source>Editing</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Going from page to page</source>
            <translation>Von Seite zu Seite gehen</translation>
        </message>
        <message>
            <source>Responder</source>
            <translation>Responder</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Dashboard</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Zertifikate</translation>
        </message>
        <message>
            <source>Challenges</source>
            <translation>Challenges</translation>
        </message>
        <message>
            <source>Endpoints</source>
            <translation>Endpunkte</translation>
        </message>
        <message>
            <source>Authorities</source>
            <translation>CAs</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Filter: action or keys…</source>
            <translation>Filter: Aktion oder Tasten…</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>%1, keys %2</source>
            <translation>%1, Schlüssel %2</translation>
        </message>
        <message>
            <source>Stand-ins</source>
            <translation>Attrappen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StagedTab</name>
        <message>
            <source>Choose a row to see and change it here.</source>
            <translation>Wählen Sie eine Zeile, um sie hier zu sehen und zu ändern.</translation>
        </message>
        <message>
            <source>the row</source>
            <translation>die Zeile</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Choose a row first.</source>
            <translation>Wählen Sie zuerst eine Zeile.</translation>
        </message>
        <message>
            <source>%1 is not stored yet.</source>
            <translation>%1 ist noch nicht gespeichert.</translation>
        </message>
        <message>
            <source>%1 has changes that are not applied.</source>
            <translation>%1 hat Änderungen, die nicht angewendet sind.</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Weiter bearbeiten</translation>
        </message>
        <message>
            <source>Drop it</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>Änderungen verwerfen</translation>
        </message>
        <message>
            <source>“%1” is not here.</source>
            <translation>„%1“ ist nicht hier.</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Not stored yet.</source>
            <translation>Noch nicht gespeichert.</translation>
        </message>
        <message>
            <source>Changed here: %1</source>
            <translation>Hier geändert: %1</translation>
        </message>
        <message>
            <source>It is being stored.</source>
            <translation>Wird gespeichert.</translation>
        </message>
        <message>
            <source>Nothing fits this filter.</source>
            <translation>Nichts passt zu diesem Filter.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInCallModel</name>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Frage</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInCalls</name>
        <message>
            <source>%1 at %2: %3, device %4, subject %5</source>
            <translation>%1 um %2: %3, Gerät %4, Subject %5</translation>
        </message>
        <message>
            <source>Fault: %1</source>
            <translation>Störung: %1</translation>
        </message>
        <message>
            <source>Status %1</source>
            <translation>Status %1</translation>
        </message>
        <message>
            <source>Allowed</source>
            <translation>Erlaubt</translation>
        </message>
        <message>
            <source>Denied</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Held</source>
            <translation>Zurückgestellt</translation>
        </message>
        <message>
            <source>Retry later</source>
            <translation>Später erneut versuchen</translation>
        </message>
        <message>
            <source>Told: issued</source>
            <translation>Mitgeteilt: ausgestellt</translation>
        </message>
        <message>
            <source>Told: refused</source>
            <translation>Mitgeteilt: abgelehnt</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>Beantwortet</translation>
        </message>
        <message>
            <source>Success</source>
            <translation>Erfolg</translation>
        </message>
        <message>
            <source>Access token</source>
            <translation>Zugriffstoken</translation>
        </message>
        <message>
            <source>Service discovery</source>
            <translation>Dienstsuche</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Prüfung</translation>
        </message>
        <message>
            <source>Success notice</source>
            <translation>Erfolgsmeldung</translation>
        </message>
        <message>
            <source>Failure notice</source>
            <translation>Fehlschlagmeldung</translation>
        </message>
        <message>
            <source>Fetch revocations</source>
            <translation>Sperrungen abholen</translation>
        </message>
        <message>
            <source>Report revocations</source>
            <translation>Sperrungen melden</translation>
        </message>
        <message>
            <source>May it enroll?</source>
            <translation>Darf es sich registrieren?</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Ergebnis</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInCallsTab</name>
        <message>
            <source>Calls, the newest first</source>
            <translation>Aufrufe, die neuesten zuerst</translation>
        </message>
        <message>
            <source>The chosen call</source>
            <translation>Der gewählte Aufruf</translation>
        </message>
        <message>
            <source>Choose a call to see what was compared.</source>
            <translation>Wählen Sie einen Aufruf, um zu sehen, was verglichen wurde.</translation>
        </message>
        <message>
            <source>Filter: device, subject, answer…</source>
            <translation>Filter: Gerät, Subject, Antwort…</translation>
        </message>
        <message>
            <source>Copied: the comparison</source>
            <translation>Kopiert: der Vergleich</translation>
        </message>
        <message>
            <source>Transaction</source>
            <translation>Transaktion</translation>
        </message>
        <message>
            <source>Show its messages</source>
            <translation>Seine Nachrichten zeigen</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <source>HTTP status</source>
            <translation>HTTP-Status</translation>
        </message>
        <message>
            <source>Fault</source>
            <translation>Störung</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Caller</source>
            <translation>Aufrufer</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>Nobody has asked yet.</source>
            <translation>Noch niemand hat gefragt.</translation>
        </message>
        <message>
            <source>Let an endpoint ask this stand-in, then enroll a device there.</source>
            <translation>Lassen Sie einen Endpunkt diese Attrappe fragen, und registrieren Sie dort dann ein Gerät.</translation>
        </message>
        <message>
            <source>Use it for an endpoint</source>
            <translation>Für einen Endpunkt verwenden</translation>
        </message>
        <message>
            <source>The stand-in was not started.</source>
            <translation>Die Attrappe wurde nicht gestartet.</translation>
        </message>
        <message>
            <source>The stand-in does not run.</source>
            <translation>Die Attrappe läuft nicht.</translation>
        </message>
        <message>
            <source>While it runs, every question and its answer is listed here.</source>
            <translation>Solange sie läuft, steht hier jede Frage mit ihrer Antwort.</translation>
        </message>
        <message>
            <source>Start it</source>
            <translation>Starten</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInChallengePane</name>
        <message>
            <source>What its request must ask for</source>
            <translation>Was seine Anfrage verlangen muss</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>Copied: the value</source>
            <translation>Kopiert: der Wert</translation>
        </message>
        <message>
            <source>Challenge</source>
            <translation>Challenge</translation>
        </message>
        <message>
            <source>Make a challenge</source>
            <translation>Challenge erzeugen</translation>
        </message>
        <message>
            <source>The new challenge</source>
            <translation>Die neue Challenge</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>I have it</source>
            <translation>Habe ich</translation>
        </message>
        <message>
            <source>The challenge is on the clipboard; it leaves it soon.</source>
            <translation>Die Challenge ist in der Zwischenablage; sie wird bald daraus entfernt.</translation>
        </message>
        <message>
            <source>The device must be stored and have a profile.</source>
            <translation>Das Gerät muss gespeichert sein und ein Profil haben.</translation>
        </message>
        <message>
            <source>Store the device first.</source>
            <translation>Speichern Sie zuerst das Gerät.</translation>
        </message>
        <message>
            <source>No profile is for this device.</source>
            <translation>Kein Profil gilt für dieses Gerät.</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>RSA %1</source>
            <translation>RSA %1</translation>
        </message>
        <message>
            <source>Extended key usage</source>
            <translation>Erweiterte Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Hash</source>
            <translation>Hash</translation>
        </message>
        <message>
            <source>Challenge valid for</source>
            <translation>Challenge gültig für</translation>
        </message>
        <message>
            <source>No challenge was made.</source>
            <translation>Es wurde keine Challenge erzeugt.</translation>
        </message>
        <message>
            <source>It is shown only now. It ends at %1.</source>
            <translation>Sie wird nur jetzt gezeigt. Sie gilt bis %1.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInDeviceForms</name>
        <message>
            <source>Entra device ID</source>
            <translation>Entra-Geräte-ID</translation>
        </message>
        <message>
            <source>Device name</source>
            <translation>Gerätename</translation>
        </message>
        <message>
            <source>Full DNS name</source>
            <translation>Vollständiger DNS-Name</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>IMEI</source>
            <translation>IMEI</translation>
        </message>
        <message>
            <source>Wi-Fi MAC address</source>
            <translation>WLAN-MAC-Adresse</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>Benutzername</translation>
        </message>
        <message>
            <source>UPN</source>
            <translation>UPN</translation>
        </message>
        <message>
            <source>Email address</source>
            <translation>E-Mail-Adresse</translation>
        </message>
        <message>
            <source>Distinguished name</source>
            <translation>Distinguished Name</translation>
        </message>
        <message>
            <source>SAM account name</source>
            <translation>SAM-Kontoname</translation>
        </message>
        <message>
            <source>On-premises UPN</source>
            <translation>Lokaler UPN</translation>
        </message>
        <message>
            <source>SID</source>
            <translation>SID</translation>
        </message>
        <message>
            <source>A device needs an ID.</source>
            <translation>Ein Gerät braucht eine ID.</translation>
        </message>
        <message>
            <source>Another device has this ID.</source>
            <translation>Ein anderes Gerät hat diese ID.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInDevices</name>
        <message>
            <source>no end</source>
            <translation>ohne Ablauf</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Code valid until</source>
            <translation>Code gültig bis</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInDevicesTab</name>
        <message numerus="yes">
            <source>%n device(s) imported.</source>
            <translation>
                <numerusform>%n Gerät importiert.</numerusform>
                <numerusform>%n Geräte importiert.</numerusform>
            </translation>
        </message>
        <message>
            <source>No device was imported.</source>
            <translation>Es wurde kein Gerät importiert.</translation>
        </message>
        <message>
            <source>Import devices</source>
            <translation>Geräte importieren</translation>
        </message>
        <message>
            <source>Devices (*.json)</source>
            <translation>Geräte (*.json)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Choose a device first.</source>
            <translation>Wählen Sie zuerst ein Gerät.</translation>
        </message>
        <message>
            <source>Remove device “%1”?</source>
            <translation>Gerät „%1“ entfernen?</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Remove device “%1”</source>
            <translation>Gerät „%1“ entfernen</translation>
        </message>
        <message>
            <source>The devices are still being read.</source>
            <translation>Die Geräte werden noch gelesen.</translation>
        </message>
        <message>
            <source>To be mended first: %1</source>
            <translation>Zuerst zu berichtigen: %1</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInFaults</name>
        <message>
            <source>answers %1</source>
            <translation>antwortet „%1“</translation>
        </message>
        <message>
            <source>does not answer</source>
            <translation>antwortet nicht</translation>
        </message>
        <message>
            <source>breaks the connection</source>
            <translation>bricht die Verbindung ab</translation>
        </message>
        <message>
            <source>answers with status %1</source>
            <translation>antwortet mit Status %1</translation>
        </message>
        <message>
            <source>answers with broken JSON</source>
            <translation>antwortet mit kaputtem JSON</translation>
        </message>
        <message numerus="yes">
            <source>answers after %n second(s)</source>
            <translation>
                <numerusform>antwortet nach %n Sekunde</numerusform>
                <numerusform>antwortet nach %n Sekunden</numerusform>
            </translation>
        </message>
        <message>
            <source>until it is cleared</source>
            <translation>bis sie aufgehoben wird</translation>
        </message>
        <message numerus="yes">
            <source>for %n more call(s)</source>
            <translation>
                <numerusform>für noch %n Aufruf</numerusform>
                <numerusform>für noch %n Aufrufe</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInFaultsTab</name>
        <message>
            <source>A fault lets you see how the other side copes: an answer of your choice, a status, a broken or missing answer. Each question can have one.</source>
            <translation>Eine Störung zeigt Ihnen, wie die andere Seite damit zurechtkommt: eine Antwort Ihrer Wahl, ein Status, eine kaputte oder fehlende Antwort. Jede Frage kann eine haben.</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Frage</translation>
        </message>
        <message>
            <source>What goes wrong</source>
            <translation>Was schiefgeht</translation>
        </message>
        <message>
            <source>The answer</source>
            <translation>Die Antwort</translation>
        </message>
        <message>
            <source>HTTP status</source>
            <translation>HTTP-Status</translation>
        </message>
        <message>
            <source>Answers after</source>
            <translation>Antwortet nach</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>For so many calls</source>
            <translation>Für so viele Aufrufe</translation>
        </message>
        <message>
            <source>all calls</source>
            <translation>alle Aufrufe</translation>
        </message>
        <message>
            <source>calls: </source>
            <translation>Aufrufe: </translation>
        </message>
        <message>
            <source>Set the fault</source>
            <translation>Störung setzen</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Antwortet</translation>
        </message>
        <message>
            <source>Answers with status</source>
            <translation>Antwortet mit Status</translation>
        </message>
        <message>
            <source>Does not answer</source>
            <translation>Antwortet nicht</translation>
        </message>
        <message>
            <source>Breaks the connection</source>
            <translation>Bricht die Verbindung ab</translation>
        </message>
        <message>
            <source>Answers with broken JSON</source>
            <translation>Antwortet mit kaputtem JSON</translation>
        </message>
        <message>
            <source>Answers late</source>
            <translation>Antwortet spät</translation>
        </message>
        <message>
            <source>The fault is set.</source>
            <translation>Die Störung ist gesetzt.</translation>
        </message>
        <message>
            <source>No fault is set: every question gets its right answer.</source>
            <translation>Keine Störung ist gesetzt: Jede Frage bekommt ihre richtige Antwort.</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1: %2, %3</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Aufheben</translation>
        </message>
        <message>
            <source>Clear the fault of “%1”</source>
            <translation>Störung von „%1“ aufheben</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInJamfTab</name>
        <message>
            <source>Asks for a code as Jamf Pro does before it sends a profile to a device: of this workspace's listener for accounts, or of any other SCEPChallenge webhook.</source>
            <translation>Fordert einen Code an, wie Jamf Pro es tut, bevor es ein Profil an ein Gerät sendet: vom Admin-Zugang für Konten dieses Arbeitsbereichs oder von einem beliebigen anderen SCEPChallenge-Webhook.</translation>
        </message>
        <message>
            <source>Whom it asks</source>
            <translation>Wen sie fragt</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>This workspace's</source>
            <translation>Der dieses Arbeitsbereichs</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Basic</source>
            <translation>Basic</translation>
        </message>
        <message>
            <source>Header</source>
            <translation>Header</translation>
        </message>
        <message>
            <source>Authentication</source>
            <translation>Authentifizierung</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Trusted roots</source>
            <translation>Vertraute Root-CAs</translation>
        </message>
        <message>
            <source>Besides those of the system.</source>
            <translation>Zusätzlich zu denen des Systems.</translation>
        </message>
        <message>
            <source>The device</source>
            <translation>Das Gerät</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>UDID</source>
            <translation>UDID</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>SCEP URL</source>
            <translation>SCEP-URL</translation>
        </message>
        <message>
            <source>Of the profile that the code is for.</source>
            <translation>Die des Profils, für das der Code ist.</translation>
        </message>
        <message>
            <source>Ask for a code</source>
            <translation>Code anfordern</translation>
        </message>
        <message>
            <source>The code</source>
            <translation>Der Code</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>I have it</source>
            <translation>Habe ich</translation>
        </message>
        <message>
            <source>The code is on the clipboard; it leaves it soon.</source>
            <translation>Der Code ist in der Zwischenablage; er wird bald daraus entfernt.</translation>
        </message>
        <message>
            <source>It is being asked.</source>
            <translation>Er wird gerade gefragt.</translation>
        </message>
        <message>
            <source>Say first where the webhook is.</source>
            <translation>Geben Sie zuerst an, wo der Webhook ist.</translation>
        </message>
        <message>
            <source>Say first as whom it asks.</source>
            <translation>Geben Sie zuerst an, als wer sie fragt.</translation>
        </message>
        <message>
            <source>The listener for accounts does not run.</source>
            <translation>Der Admin-Zugang für Konten läuft nicht.</translation>
        </message>
        <message>
            <source>Name of the header.</source>
            <translation>Name des Headers.</translation>
        </message>
        <message>
            <source>The account of this workspace.</source>
            <translation>Das Konto dieses Arbeitsbereichs.</translation>
        </message>
        <message>
            <source>Value of the header</source>
            <translation>Wert des Headers</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>It is being asked…</source>
            <translation>Wird gefragt…</translation>
        </message>
        <message>
            <source>Asking for a code as Jamf does</source>
            <translation>Code anfordern, wie Jamf es tut</translation>
        </message>
        <message>
            <source>This code was given. It is shown only now.</source>
            <translation>Dieser Code wurde ausgegeben. Er wird nur jetzt gezeigt.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInProfilesTab</name>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>Profil</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>Importieren…</translation>
        </message>
        <message>
            <source>The profile as JSON</source>
            <translation>Das Profil als JSON</translation>
        </message>
        <message>
            <source>What a device with this profile asks for. {{Variables}} stand for what is known of the device; a challenge says what they come to.</source>
            <translation>Was ein Gerät mit diesem Profil verlangt. {{Variablen}} stehen für das, was vom Gerät bekannt ist; eine Challenge sagt, was sich daraus ergibt.</translation>
        </message>
        <message>
            <source>Profile %1 has changes that are not applied.</source>
            <translation>Profil %1 hat Änderungen, die nicht angewendet sind.</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Weiter bearbeiten</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>Änderungen verwerfen</translation>
        </message>
        <message>
            <source>One profile must stay.</source>
            <translation>Ein Profil muss bleiben.</translation>
        </message>
        <message>
            <source>Profile “%1” is stored.</source>
            <translation>Profil „%1“ ist gespeichert.</translation>
        </message>
        <message>
            <source>Remove profile “%1”?</source>
            <translation>Profil „%1“ entfernen?</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Remove profile “%1”</source>
            <translation>Profil „%1“ entfernen</translation>
        </message>
        <message>
            <source>No profile was imported.</source>
            <translation>Es wurde kein Profil importiert.</translation>
        </message>
        <message>
            <source>Import a profile</source>
            <translation>Profil importieren</translation>
        </message>
        <message>
            <source>Profiles (*.json)</source>
            <translation>Profile (*.json)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInRevocationsTab</name>
        <message>
            <source>Ask for its revocation</source>
            <translation>Seine Sperrung verlangen</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>An administrator of Intune can have a certificate revoked. A gate that lets Intune revoke asks for such wishes every few minutes, and reports what came of them.</source>
            <translation>Ein Administrator von Intune kann ein Zertifikat sperren lassen. Eine Prüfstelle, die Intune sperren lässt, fragt alle paar Minuten nach solchen Wünschen und meldet, was daraus wurde.</translation>
        </message>
        <message>
            <source>Start the stand-in first.</source>
            <translation>Starten Sie zuerst die Attrappe.</translation>
        </message>
        <message>
            <source>A serial number has hex digits only.</source>
            <translation>Eine Seriennummer hat nur Hex-Ziffern.</translation>
        </message>
        <message>
            <source>Start the stand-in first: what is asked for is forgotten when it stops.</source>
            <translation>Starten Sie zuerst die Attrappe: Was verlangt ist, wird vergessen, wenn sie anhält.</translation>
        </message>
        <message>
            <source>It is told to the next gate that asks.</source>
            <translation>Es wird der nächsten Prüfstelle mitgeteilt, die fragt.</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translation>Verlangt</translation>
        </message>
        <message>
            <source>What came of them</source>
            <translation>Was daraus wurde</translation>
        </message>
        <message>
            <source>revoked</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInSettingsTab</name>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Where it listens</source>
            <translation>Wo sie lauscht</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>a free one</source>
            <translation>ein freier</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>With a free one its address is another one after each start, and endpoints must be set up again.</source>
            <translation>Mit einem freien ist ihre Adresse nach jedem Start eine andere, und Endpunkte müssen neu eingerichtet werden.</translation>
        </message>
        <message>
            <source>TLS with a certificate under a root of its own</source>
            <translation>TLS mit einem Zertifikat unter einer eigenen Root-CA</translation>
        </message>
        <message>
            <source>The root is made at the first start and kept for 90 days.</source>
            <translation>Die Root-CA wird beim ersten Start erzeugt und 90 Tage lang behalten.</translation>
        </message>
        <message>
            <source>Tenant</source>
            <translation>Mandant</translation>
        </message>
        <message>
            <source>App ID</source>
            <translation>App-ID</translation>
        </message>
        <message>
            <source>Of the app registration that a SCEP server signs in as.</source>
            <translation>Die der App-Registrierung, als die sich ein SCEP-Server anmeldet.</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>Codes</translation>
        </message>
        <message>
            <source>A code is good for one key</source>
            <translation>Ein Code gilt für einen Schlüssel</translation>
        </message>
        <message>
            <source>The same key may come again; another one is denied until the next start.</source>
            <translation>Derselbe Schlüssel darf wiederkommen; ein anderer wird bis zum nächsten Start abgelehnt.</translation>
        </message>
        <message>
            <source>For those who ask</source>
            <translation>Für die, die fragen</translation>
        </message>
        <message>
            <source>Show the secret</source>
            <translation>Geheimnis zeigen</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the secret</source>
            <translation>Geheimnis kopieren</translation>
        </message>
        <message>
            <source>Make another one</source>
            <translation>Neues erzeugen</translation>
        </message>
        <message>
            <source>App key</source>
            <translation>App-Schlüssel</translation>
        </message>
        <message>
            <source>Signing secret</source>
            <translation>Signaturgeheimnis</translation>
        </message>
        <message>
            <source>Copy the root</source>
            <translation>Root-CA kopieren</translation>
        </message>
        <message>
            <source>Save…</source>
            <translation>Speichern…</translation>
        </message>
        <message>
            <source>Save the root</source>
            <translation>Root-CA speichern</translation>
        </message>
        <message>
            <source>Root</source>
            <translation>Root-CA</translation>
        </message>
        <message>
            <source>The secret is on the clipboard; it leaves it soon.</source>
            <translation>Das Geheimnis ist in der Zwischenablage; dort wird es bald gelöscht.</translation>
        </message>
        <message>
            <source>Hide the secret</source>
            <translation>Geheimnis verbergen</translation>
        </message>
        <message>
            <source>Copied: the root</source>
            <translation>Kopiert: die Root-CA</translation>
        </message>
        <message>
            <source>This is no address of this machine.</source>
            <translation>Das ist keine Adresse dieses Rechners.</translation>
        </message>
        <message>
            <source>Exposed: others on the network can ask it.</source>
            <translation>Von außen erreichbar: andere im Netzwerk können sie fragen.</translation>
        </message>
        <message>
            <source>A tenant is needed.</source>
            <translation>Ein Mandant ist nötig.</translation>
        </message>
        <message>
            <source>An app ID is needed.</source>
            <translation>Eine App-ID ist nötig.</translation>
        </message>
        <message>
            <source>This holds from its next start on.</source>
            <translation>Das gilt ab ihrem nächsten Start.</translation>
        </message>
        <message>
            <source>Made at the next start</source>
            <translation>Wird beim nächsten Start erzeugt</translation>
        </message>
        <message>
            <source>What those who ask must trust.</source>
            <translation>Der alle vertrauen müssen, die fragen.</translation>
        </message>
        <message>
            <source>There is one while it runs with TLS.</source>
            <translation>Es gibt sie, solange die Attrappe mit TLS läuft.</translation>
        </message>
        <message>
            <source>The settings are stored.</source>
            <translation>Die Einstellungen sind gespeichert.</translation>
        </message>
        <message>
            <source>PEM (*.pem)</source>
            <translation>PEM (*.pem)</translation>
        </message>
        <message>
            <source>Saving the root</source>
            <translation>Root-CA speichern</translation>
        </message>
        <message>
            <source>Make another secret? Gates with the old one are not let in after the next start.</source>
            <translation>Neues Geheimnis erzeugen? Prüfstellen mit dem alten werden nach dem nächsten Start nicht eingelassen.</translation>
        </message>
        <message>
            <source>Keep the old one</source>
            <translation>Altes behalten</translation>
        </message>
        <message>
            <source>Make another secret</source>
            <translation>Neues Geheimnis erzeugen</translation>
        </message>
        <message>
            <source>The settings have changes that are not applied.</source>
            <translation>Die Einstellungen haben Änderungen, die nicht angewendet sind.</translation>
        </message>
        <message>
            <source>Keep editing</source>
            <translation>Weiter bearbeiten</translation>
        </message>
        <message>
            <source>Discard the changes</source>
            <translation>Änderungen verwerfen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInTab</name>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>Adresse kopieren</translation>
        </message>
        <message>
            <source>Copied: the address</source>
            <translation>Kopiert: die Adresse</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>In place of its other gates</source>
            <translation>Anstelle seiner anderen Prüfstellen</translation>
        </message>
        <message>
            <source>Set up the gate</source>
            <translation>Prüfstelle einrichten</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Calls</source>
            <translation>Aufrufe</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>Geräte</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>Profile</translation>
        </message>
        <message>
            <source>Faults</source>
            <translation>Störungen</translation>
        </message>
        <message>
            <source>Revocations</source>
            <translation>Sperrungen</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Parts of the stand-in for Intune</source>
            <translation>Teile der Attrappe für Intune</translation>
        </message>
        <message>
            <source>Parts of the stand-in for an MDM</source>
            <translation>Teile der Attrappe für ein MDM</translation>
        </message>
        <message>
            <source>Will listen on %1, at a free port.</source>
            <translation>Wird an %1 lauschen, an einem freien Port.</translation>
        </message>
        <message>
            <source>Will listen on %1, port %2.</source>
            <translation>Wird an %1 lauschen, Port %2.</translation>
        </message>
        <message>
            <source>It was not started. %1 %2 (%3)</source>
            <translation>Sie wurde nicht gestartet. %1 %2 (%3)</translation>
        </message>
        <message>
            <source>Others on the network can ask it, and see what it says of devices. Only for a lab.</source>
            <translation>Andere im Netzwerk können sie fragen und sehen, was sie über Geräte sagt. Nur für ein Labor.</translation>
        </message>
        <message>
            <source>There is no endpoint yet.</source>
            <translation>Es gibt noch keinen Endpunkt.</translation>
        </message>
        <message>
            <source>Now it asks: %1. From then on, this stand-in alone decides.</source>
            <translation>Jetzt fragt er: %1. Von da an entscheidet allein diese Attrappe.</translation>
        </message>
        <message>
            <source>Now it asks: %1. A request has one challenge: more than one gate that wants it lets nobody in, unless one of them is enough.</source>
            <translation>Jetzt fragt er: %1. Eine Anfrage hat eine Challenge: Wollen mehrere Prüfstellen sie haben, kommt niemand hinein, außer wenn eine von ihnen genügt.</translation>
        </message>
        <message>
            <source>The gate was not set up.</source>
            <translation>Die Prüfstelle wurde nicht eingerichtet.</translation>
        </message>
        <message>
            <source>Endpoint “%1” asks this stand-in now.</source>
            <translation>Der Endpunkt „%1“ fragt jetzt diese Attrappe.</translation>
        </message>
        <message>
            <source>Show the endpoint</source>
            <translation>Endpunkt zeigen</translation>
        </message>
        <message>
            <source>Its settings are still being read.</source>
            <translation>Ihre Einstellungen werden noch gelesen.</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>It does not run.</source>
            <translation>Sie läuft nicht.</translation>
        </message>
        <message>
            <source>Start the stand-in first.</source>
            <translation>Starten Sie zuerst die Attrappe.</translation>
        </message>
        <message>
            <source>Only Intune makes challenges: a device of an MDM has a code.</source>
            <translation>Nur Intune erzeugt Challenges: Ein Gerät eines MDM hat einen Code.</translation>
        </message>
        <message>
            <source>Go to the devices first.</source>
            <translation>Gehen Sie zuerst zu den Geräten.</translation>
        </message>
        <message>
            <source>There are no calls.</source>
            <translation>Es gibt keine Aufrufe.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandIns</name>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Exposed</source>
            <translation>Von außen erreichbar</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Hält an</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StandInsPage</name>
        <message>
            <source>Stand-ins</source>
            <translation>Attrappen</translation>
        </message>
        <message>
            <source>Intune, MDM and Jamf</source>
            <translation>Intune, MDM und Jamf</translation>
        </message>
        <message>
            <source>Intune</source>
            <translation>Intune</translation>
        </message>
        <message>
            <source>MDM</source>
            <translation>MDM</translation>
        </message>
        <message>
            <source>Jamf</source>
            <translation>Jamf</translation>
        </message>
        <message>
            <source>The settings of the stand-ins were not read or kept.</source>
            <translation>Die Einstellungen der Attrappen wurden nicht gelesen oder nicht gespeichert.</translation>
        </message>
        <message>
            <source>&amp;Start</source>
            <translation>&amp;Starten</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>A&amp;nhalten</translation>
        </message>
        <message>
            <source>&amp;New device</source>
            <translation>Neues &amp;Gerät</translation>
        </message>
        <message>
            <source>&amp;Make a challenge</source>
            <translation>&amp;Challenge erzeugen</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren…</translation>
        </message>
        <message>
            <source>&amp;Forget the calls</source>
            <translation>&amp;Aufrufe vergessen</translation>
        </message>
        <message>
            <source>&amp;Ask for a code</source>
            <translation>Code an&amp;fordern</translation>
        </message>
        <message>
            <source>Go to Jamf first.</source>
            <translation>Gehen Sie zuerst zu Jamf.</translation>
        </message>
        <message>
            <source>Go to Intune or the MDM first.</source>
            <translation>Gehen Sie zuerst zu Intune oder zum MDM.</translation>
        </message>
        <message>
            <source>Listens for questions</source>
            <translation>Lauscht auf Fragen</translation>
        </message>
        <message>
            <source>Answers nobody any more</source>
            <translation>Antwortet niemandem mehr</translation>
        </message>
        <message>
            <source>Sets up the gate of an endpoint that asks this stand-in</source>
            <translation>Richtet die Prüfstelle eines Endpunkts ein, die diese Attrappe fragt</translation>
        </message>
        <message>
            <source>&amp;Use for endpoint…</source>
            <translation>Für Endpunkt &amp;verwenden…</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Entfernen…</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StartScreen</name>
        <message>
            <source>Recent workspaces</source>
            <translation>Zuletzt verwendete Arbeitsbereiche</translation>
        </message>
        <message>
            <source>Scepter</source>
            <translation>Scepter</translation>
        </message>
        <message>
            <source>A workspace holds one CA with its requests, certificates and codes. Make one, or open one that is there.</source>
            <translation>Ein Arbeitsbereich enthält eine CA mit ihren Anfragen, Zertifikaten und Codes. Legen Sie einen an, oder öffnen Sie einen vorhandenen.</translation>
        </message>
        <message>
            <source>Set up a lab at one click</source>
            <translation>Labor mit einem Klick einrichten</translation>
        </message>
        <message>
            <source>Makes a CA, an RA and three endpoints in your data folder, and starts them on this machine only.</source>
            <translation>Legt eine CA, eine RA und drei Endpunkte in Ihrem Datenordner an und startet sie nur für diesen Rechner.</translation>
        </message>
        <message>
            <source>New workspace…</source>
            <translation>Neuer Arbeitsbereich…</translation>
        </message>
        <message>
            <source>Open workspace…</source>
            <translation>Arbeitsbereich öffnen…</translation>
        </message>
        <message>
            <source>Restore a backup…</source>
            <translation>Sicherung wiederherstellen…</translation>
        </message>
        <message>
            <source>%1 was not opened.</source>
            <translation>%1 wurde nicht geöffnet.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StatusLine</name>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Progress of the job</source>
            <translation>Fortschritt des Auftrags</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Clear the clipboard now</source>
            <translation>Zwischenablage jetzt leeren</translation>
        </message>
        <message numerus="yes">
            <source>Clipboard clears in %n s</source>
            <translation>
                <numerusform>Zwischenablage wird in %n s geleert</numerusform>
                <numerusform>Zwischenablage wird in %n s geleert</numerusform>
            </translation>
        </message>
        <message>
            <source>No job runs</source>
            <translation>Kein Auftrag läuft</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s): %1</source>
            <translation>
                <numerusform>%n Auftrag: %1</numerusform>
                <numerusform>%n Aufträge: %1</numerusform>
            </translation>
        </message>
        <message>
            <source>manual approval</source>
            <translation>Genehmigung von Hand</translation>
        </message>
        <message>
            <source>weak algorithms allowed</source>
            <translation>schwache Verfahren erlaubt</translation>
        </message>
        <message>
            <source>static challenge without constraints</source>
            <translation>statische Challenge ohne Bedingungen</translation>
        </message>
        <message>
            <source>Not as usual: %1</source>
            <translation>Nicht wie üblich: %1</translation>
        </message>
        <message>
            <source>Shows what was recorded</source>
            <translation>Zeigt, was aufgezeichnet wurde</translation>
        </message>
        <message>
            <source>Recording has trouble</source>
            <translation>Aufzeichnung gestört</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StepList</name>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>How</source>
            <translation>Wie</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>Schritt</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Open in the Inspector</source>
            <translation>Im Inspektor öffnen</translation>
        </message>
        <message>
            <source>Odd</source>
            <translation>Auffällig</translation>
        </message>
        <message>
            <source>Open in the Inspector (Enter)</source>
            <translation>Im Inspektor öffnen (Enter)</translation>
        </message>
        <message>
            <source>%1: %2, %3, %4</source>
            <translation>%1: %2, %3, %4</translation>
        </message>
        <message>
            <source>Not kept</source>
            <translation>Nicht aufbewahrt</translation>
        </message>
        <message>
            <source>Not kept: %1, %2</source>
            <translation>Nicht aufbewahrt: %1, %2</translation>
        </message>
        <message>
            <source>To come</source>
            <translation>Kommt noch</translation>
        </message>
        <message>
            <source>%1: to come</source>
            <translation>%1: kommt noch</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StepsCard</name>
        <message>
            <source>Next steps</source>
            <translation>Nächste Schritte</translation>
        </message>
        <message>
            <source>Do not show again</source>
            <translation>Nicht mehr zeigen</translation>
        </message>
        <message>
            <source>Create a CA</source>
            <translation>CA anlegen</translation>
        </message>
        <message>
            <source>Start the responder</source>
            <translation>Responder starten</translation>
        </message>
        <message>
            <source>Mint a first code, or approve a first request</source>
            <translation>Einen ersten Code ausgeben oder eine erste Anfrage genehmigen</translation>
        </message>
        <message>
            <source>Mint a first code</source>
            <translation>Ersten Code ausgeben</translation>
        </message>
        <message>
            <source>Back up the workspace</source>
            <translation>Arbeitsbereich sichern</translation>
        </message>
        <message>
            <source>Hides these steps in this workspace.</source>
            <translation>Verbirgt diese Schritte in diesem Arbeitsbereich.</translation>
        </message>
        <message>
            <source>Go</source>
            <translation>Gehe</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>To do</source>
            <translation>Zu tun</translation>
        </message>
        <message>
            <source>Done: %1</source>
            <translation>Erledigt: %1</translation>
        </message>
        <message>
            <source>To do: %1</source>
            <translation>Zu tun: %1</translation>
        </message>
        <message>
            <source>Run a test enrollment</source>
            <translation>Testregistrierung ausführen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::StoragePane</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>%1, and %2 in its write-ahead log</source>
            <translation>%1, und %2 in seinem Write-Ahead-Log</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>version %1</source>
            <translation>Version %1</translation>
        </message>
        <message>
            <source>Key file</source>
            <translation>Schlüsseldatei</translation>
        </message>
        <message>
            <source>none: the operator keeps the passphrase</source>
            <translation>keine: der Betreiber bewahrt die Passphrase auf</translation>
        </message>
        <message>
            <source>Kept copies</source>
            <translation>Aufbewahrte Kopien</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Left beside the workspace by an upgrade or a restore. Scepter does not need them.</source>
            <translation>Von einer Aktualisierung oder Wiederherstellung neben dem Arbeitsbereich zurückgelassen. Scepter braucht sie nicht.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::SubjectRuleRow</name>
        <message>
            <source>* stands for any text, ? for one character. “re:” begins a regular expression, “exact:” a text in which * and ? are themselves.</source>
            <translation>* steht für beliebigen Text, ? für ein Zeichen. „re:“ beginnt einen regulären Ausdruck, „exact:“ einen Text, in dem * und ? für sich selbst stehen.</translation>
        </message>
        <message>
            <source>Remove this rule</source>
            <translation>Diese Regel entfernen</translation>
        </message>
        <message>
            <source>Say what the value has to be like, or remove this rule.</source>
            <translation>Geben Sie an, wie der Wert aussehen muss, oder entfernen Sie diese Regel.</translation>
        </message>
        <message>
            <source>This pattern cannot be used: %1.</source>
            <translation>Dieses Muster kann nicht verwendet werden: %1.</translation>
        </message>
        <message>
            <source>What the value has to be like</source>
            <translation>Wie der Wert aussehen muss</translation>
        </message>
        <message>
            <source>required</source>
            <translation>erforderlich</translation>
        </message>
        <message>
            <source>Part of the subject: name or object identifier</source>
            <translation>Teil des Subjects: Name oder Object Identifier</translation>
        </message>
        <message>
            <source>A name such as CN or serialNumber, or an object identifier such as 2.5.4.3</source>
            <translation>Ein Name wie CN oder serialNumber, oder ein Object Identifier wie 2.5.4.3</translation>
        </message>
        <message>
            <source>The subject must have it. Otherwise it may be left out, but has to fit when it is there.</source>
            <translation>Das Subject muss es haben. Sonst darf es fehlen, muss aber passen, wenn es da ist.</translation>
        </message>
        <message>
            <source>“%1” is no part of a subject. Use a name such as CN, or an object identifier.</source>
            <translation>„%1“ ist kein Teil eines Subjects. Verwenden Sie einen Namen wie CN oder einen Object Identifier.</translation>
        </message>
        <message>
            <source>What every such name has to be like</source>
            <translation>Wie jeder solche Name aussehen muss</translation>
        </message>
        <message>
            <source>Kind of alternative name (SAN)</source>
            <translation>Art des alternativen Namens (SAN)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TemplateForm</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Certificates are valid for</source>
            <translation>Zertifikate gelten</translation>
        </message>
        <message>
            <source>Valid for</source>
            <translation>Gültig für</translation>
        </message>
        <message>
            <source>Never longer than the certificate of the CA.</source>
            <translation>Nie länger als das Zertifikat der CA.</translation>
        </message>
        <message>
            <source>Certificates begin earlier by</source>
            <translation>Zertifikate beginnen früher um</translation>
        </message>
        <message>
            <source>Begins earlier by</source>
            <translation>Beginnt früher um</translation>
        </message>
        <message>
            <source>For clients whose clock is slow (backdating).</source>
            <translation>Für Clients, deren Uhr nachgeht (Rückdatierung).</translation>
        </message>
        <message>
            <source>Signed over</source>
            <translation>Signiert über</translation>
        </message>
        <message>
            <source>The digest of the signature.</source>
            <translation>Der Digest der Signatur.</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Attributes</source>
            <translation>Attribute</translation>
        </message>
        <message>
            <source>A request with any other attribute in its subject is refused.</source>
            <translation>Eine Anfrage mit einem anderen Attribut im Subject wird abgelehnt.</translation>
        </message>
        <message>
            <source>Pattern</source>
            <translation>Muster</translation>
        </message>
        <message>
            <source>{CN}, {O} or {2.5.4.5} become the first value of that attribute in the request.</source>
            <translation>{CN}, {O} oder {2.5.4.5} werden zum ersten Wert jenes Attributs in der Anfrage.</translation>
        </message>
        <message>
            <source>The subject may be empty</source>
            <translation>Das Subject darf leer sein</translation>
        </message>
        <message>
            <source>There must be an alternative name then, which becomes critical.</source>
            <translation>Dann muss es einen alternativen Namen geben, der kritisch wird.</translation>
        </message>
        <message>
            <source>Alternative names (SAN)</source>
            <translation>Alternative Namen (SAN)</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <source>Types</source>
            <translation>Arten</translation>
        </message>
        <message>
            <source>A request with any other type of name is refused.</source>
            <translation>Eine Anfrage mit einer anderen Art von Namen wird abgelehnt.</translation>
        </message>
        <message>
            <source>Patterns</source>
            <translation>Muster</translation>
        </message>
        <message>
            <source>One a line, TYPE:VALUE with dns, email, uri, ip, upn, dirname or rid; {CN} as above.</source>
            <translation>Eines je Zeile, TYP:WERT mit dns, email, uri, ip, upn, dirname oder rid; {CN} wie oben.</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Allowed keys</source>
            <translation>Erlaubte Schlüssel</translation>
        </message>
        <message>
            <source>A request with any other key is refused.</source>
            <translation>Eine Anfrage mit einem anderen Schlüssel wird abgelehnt.</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>A request that asks for none gets all of these.</source>
            <translation>Eine Anfrage, die keine verlangt, bekommt alle diese.</translation>
        </message>
        <message>
            <source>Usages</source>
            <translation>Verwendungen</translation>
        </message>
        <message>
            <source>Extended key usage</source>
            <translation>Erweiterte Schlüsselverwendung</translation>
        </message>
        <message>
            <source>Purposes</source>
            <translation>Zwecke</translation>
        </message>
        <message>
            <source>One a line: clientAuth, serverAuth, emailProtection, … or an object identifier.</source>
            <translation>Einer je Zeile: clientAuth, serverAuth, emailProtection, … oder ein Object Identifier.</translation>
        </message>
        <message>
            <source>Take whatever purpose the request asks for</source>
            <translation>Jeden Zweck übernehmen, den die Anfrage verlangt</translation>
        </message>
        <message>
            <source>OCSP signing and Certificate Request Agent must be listed even then.</source>
            <translation>OCSP Signing und Certificate Request Agent müssen auch dann aufgeführt sein.</translation>
        </message>
        <message>
            <source>Addresses and further extensions</source>
            <translation>Adressen und weitere Erweiterungen</translation>
        </message>
        <message>
            <source>CRL</source>
            <translation>CRL</translation>
        </message>
        <message>
            <source>One address a line (CRL distribution points), such as http://HOST:PORT/crl/{authority}-g{generation}.crl, which a responder serves.</source>
            <translation>Eine Adresse je Zeile (CRL Distribution Points), etwa http://HOST:PORT/crl/{authority}-g{generation}.crl, die ein Responder bereitstellt.</translation>
        </message>
        <message>
            <source>CA certificate</source>
            <translation>CA-Zertifikat</translation>
        </message>
        <message>
            <source>Where it can be fetched (AIA, CA issuers), such as http://HOST:PORT/ca/{authority}-g{generation}.cer.</source>
            <translation>Wo es abrufbar ist (AIA, CA issuers), etwa http://HOST:PORT/ca/{authority}-g{generation}.cer.</translation>
        </message>
        <message>
            <source>OCSP</source>
            <translation>OCSP</translation>
        </message>
        <message>
            <source>Addresses of OCSP responders (AIA).</source>
            <translation>Adressen von OCSP-Respondern (AIA).</translation>
        </message>
        <message>
            <source>Policies</source>
            <translation>Richtlinien</translation>
        </message>
        <message>
            <source>Object identifiers, one a line.</source>
            <translation>Object Identifier, einer je Zeile.</translation>
        </message>
        <message>
            <source>Copied extensions</source>
            <translation>Übernommene Erweiterungen</translation>
        </message>
        <message>
            <source>Object identifiers of extensions that are taken from the request as they are.</source>
            <translation>Object Identifier von Erweiterungen, die unverändert aus der Anfrage übernommen werden.</translation>
        </message>
        <message>
            <source>Say that it is no CA (basic constraints)</source>
            <translation>Angeben, dass es keine CA ist (Basic Constraints)</translation>
        </message>
        <message>
            <source>Renewal</source>
            <translation>Erneuerung</translation>
        </message>
        <message>
            <source>Renewal only in the last part of life</source>
            <translation>Erneuerung nur im letzten Teil der Laufzeit</translation>
        </message>
        <message>
            <source>In the last</source>
            <translation>In den letzten</translation>
        </message>
        <message>
            <source>How long before its end; 0 means at any time.</source>
            <translation>Wie lange vor dem Ende; 0 heißt jederzeit.</translation>
        </message>
        <message>
            <source>The new certificate may have other names</source>
            <translation>Das neue Zertifikat darf andere Namen haben</translation>
        </message>
        <message>
            <source>The new certificate may have the same key</source>
            <translation>Das neue Zertifikat darf denselben Schlüssel haben</translation>
        </message>
        <message>
            <source>certmonger and others renew with the key that they have.</source>
            <translation>certmonger und andere erneuern mit dem Schlüssel, den sie haben.</translation>
        </message>
        <message>
            <source>A template keeps its name; duplicate it for another one.</source>
            <translation>Eine Vorlage behält ihren Namen; duplizieren Sie sie für einen anderen.</translation>
        </message>
        <message>
            <source>There is a template of this name already.</source>
            <translation>Eine Vorlage dieses Namens ist schon vorhanden.</translation>
        </message>
        <message>
            <source>Whoever has one certificate can then get another name without a challenge.</source>
            <translation>Wer ein Zertifikat hat, kann dann ohne Challenge einen anderen Namen bekommen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TemplateKeysEdit</name>
        <message>
            <source>RSA of</source>
            <translation>RSA mit</translation>
        </message>
        <message>
            <source>Sizes of RSA keys in bits</source>
            <translation>Größen von RSA-Schlüsseln in Bit</translation>
        </message>
        <message>
            <source>Ranges and single sizes: 2048-4096, or 2048, 4096</source>
            <translation>Bereiche und einzelne Größen: 2048-4096, oder 2048, 4096</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TemplateListModel</name>
        <message>
            <source>no endpoint</source>
            <translation>kein Endpunkt</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Validity</source>
            <translation>Gültigkeit</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>Verwendet von</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Template %1: valid for %2, keys: %3, used by %4</source>
            <translation>Vorlage %1: gültig %2, Schlüssel: %3, verwendet von %4</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TemplatePreviewPane</name>
        <message>
            <source>Requested beside issued</source>
            <translation>Beantragt neben ausgestellt</translation>
        </message>
        <message>
            <source>The certificate</source>
            <translation>Das Zertifikat</translation>
        </message>
        <message>
            <source>the value</source>
            <translation>der Wert</translation>
        </message>
        <message>
            <source>Try it with a request</source>
            <translation>Mit einer Anfrage ausprobieren</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>Key usage</source>
            <translation>Schlüsselverwendung</translation>
        </message>
        <message>
            <source>not asked for</source>
            <translation>nicht verlangt</translation>
        </message>
        <message>
            <source>Purposes</source>
            <translation>Zwecke</translation>
        </message>
        <message>
            <source>Authority</source>
            <translation>CA</translation>
        </message>
        <message>
            <source>The preview is being made.</source>
            <translation>Die Vorschau wird erstellt.</translation>
        </message>
        <message>
            <source>Nothing would be issued. %1</source>
            <translation>Es würde nichts ausgestellt. %1</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Beantragt</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>–</source>
            <comment>nothing was asked for</comment>
            <translation>–</translation>
        </message>
        <message>
            <source>(left out)</source>
            <translation>(weggelassen)</translation>
        </message>
        <message>
            <source>Not what was asked for.</source>
            <translation>Nicht das Verlangte.</translation>
        </message>
        <message>
            <source>(critical)</source>
            <translation>(kritisch)</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TemplateTab</name>
        <message>
            <source>Filter: name, description, keys, endpoints…</source>
            <translation>Filter: Name, Beschreibung, Schlüssel, Endpunkte…</translation>
        </message>
        <message>
            <source>There is no template yet.</source>
            <translation>Es gibt noch keine Vorlage.</translation>
        </message>
        <message>
            <source>A template says what will be in the certificates of an endpoint.</source>
            <translation>Eine Vorlage sagt, was in den Zertifikaten eines Endpunkts steht.</translation>
        </message>
        <message>
            <source>Add the template</source>
            <translation>Vorlage hinzufügen</translation>
        </message>
        <message>
            <source>New template</source>
            <translation>Neue Vorlage</translation>
        </message>
        <message>
            <source>Template %1</source>
            <translation>Vorlage %1</translation>
        </message>
        <message>
            <source>To be mended first: %1</source>
            <translation>Zuerst zu berichtigen: %1</translation>
        </message>
        <message>
            <source>Somebody else has removed this template. Your changes are only here.</source>
            <translation>Jemand anderes hat diese Vorlage entfernt. Ihre Änderungen sind nur noch hier.</translation>
        </message>
        <message>
            <source>Keep mine as a new template</source>
            <translation>Meine Fassung als neue Vorlage behalten</translation>
        </message>
        <message>
            <source>Drop mine</source>
            <translation>Meine Fassung verwerfen</translation>
        </message>
        <message>
            <source>Somebody else has changed this template: %1. Applying your draft replaces that.</source>
            <translation>Jemand anderes hat diese Vorlage geändert: %1. Wenn Sie Ihren Entwurf anwenden, wird das ersetzt.</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>Meine Fassung behalten</translation>
        </message>
        <message>
            <source>Load the other version</source>
            <translation>Andere Fassung laden</translation>
        </message>
        <message>
            <source>The template was not stored.</source>
            <translation>Die Vorlage wurde nicht gespeichert.</translation>
        </message>
        <message>
            <source>Template “%1” is stored. It holds for certificates from now on.</source>
            <translation>Die Vorlage „%1“ ist gespeichert. Sie gilt für Zertifikate ab jetzt.</translation>
        </message>
        <message>
            <source>Choose a template first.</source>
            <translation>Wählen Sie zuerst eine Vorlage.</translation>
        </message>
        <message>
            <source>It is used by: %1. Give them another template first.</source>
            <translation>Wird benutzt von: %1. Geben Sie diesen zuerst eine andere Vorlage.</translation>
        </message>
        <message>
            <source>Remove template “%1”? Certificates that were made by it stay valid. This cannot be undone.</source>
            <translation>Vorlage „%1“ entfernen? Zertifikate, die nach ihr ausgestellt wurden, bleiben gültig. Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Remove template “%1”</source>
            <translation>Vorlage „%1“ entfernen</translation>
        </message>
        <message>
            <source>Template “%1” is removed.</source>
            <translation>Die Vorlage „%1“ ist entfernt.</translation>
        </message>
        <message>
            <source>The template was not removed.</source>
            <translation>Die Vorlage wurde nicht entfernt.</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>Vorlagen</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestEnrollmentForm</name>
        <message>
            <source>Algorithms and polls</source>
            <translation>Verfahren und Nachfragen</translation>
        </message>
        <message>
            <source>Misbehave on purpose</source>
            <translation>Absichtlich falsch</translation>
        </message>
        <message>
            <source>Enroll anew</source>
            <translation>Neu registrieren</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identität</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Alternative names</source>
            <translation>Alternative Namen</translation>
        </message>
        <message>
            <source>One a line: DNS:, IP:, email: or URI:.</source>
            <translation>Einer je Zeile: DNS:, IP:, email: oder URI:.</translation>
        </message>
        <message>
            <source>A new one</source>
            <translation>Ein neuer</translation>
        </message>
        <message>
            <source>That of the last run</source>
            <translation>Der des letzten Laufs</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Kind of key</source>
            <translation>Art des Schlüssels</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>Behaves like</source>
            <translation>Verhält sich wie</translation>
        </message>
        <message>
            <source>What is known of it</source>
            <translation>Was darüber bekannt ist</translation>
        </message>
        <message>
            <source>As the client does</source>
            <translation>Wie der Client es tut</translation>
        </message>
        <message>
            <source>Cipher</source>
            <translation>Verschlüsselung</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Digest</translation>
        </message>
        <message>
            <source>Key transport</source>
            <translation>Schlüsseltransport</translation>
        </message>
        <message>
            <source>Polls</source>
            <translation>Nachfragen</translation>
        </message>
        <message>
            <source>So often it asks again while the request is pending.</source>
            <translation>So oft wird nachgefragt, solange die Anfrage wartet.</translation>
        </message>
        <message>
            <source>Time between polls</source>
            <translation>Zeit zwischen Nachfragen</translation>
        </message>
        <message>
            <source>One each</source>
            <translation>Je eins</translation>
        </message>
        <message>
            <source>No run has made a key yet.</source>
            <translation>Noch kein Lauf hat einen Schlüssel erzeugt.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>A refusal of what ought to be refused counts as passed.</source>
            <translation>Wird abgelehnt, was abgelehnt werden soll, gilt das als bestanden.</translation>
        </message>
        <message>
            <source>Assumed: %1.</source>
            <translation>Angenommen: %1.</translation>
        </message>
        <message>
            <source>Known: %1 (%2).</source>
            <translation>Bekannt: %1 (%2).</translation>
        </message>
        <message>
            <source>Renews %1, serial number %2.</source>
            <translation>Erneuert %1, Seriennummer %2.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestEnrollmentPage</name>
        <message>
            <source>Test enrollment</source>
            <translation>Testregistrierung</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>&amp;Ausführen</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>Ab&amp;brechen</translation>
        </message>
        <message>
            <source>&amp;Poll now</source>
            <translation>Jetzt &amp;nachfragen</translation>
        </message>
        <message>
            <source>&amp;Approve it here</source>
            <translation>Hier &amp;genehmigen</translation>
        </message>
        <message>
            <source>&amp;Save key and certificate…</source>
            <translation>Schlüssel und Zertifikat &amp;speichern…</translation>
        </message>
        <message>
            <source>Re&amp;new with this</source>
            <translation>&amp;Damit erneuern</translation>
        </message>
        <message>
            <source>Show the &amp;certificate</source>
            <translation>&amp;Zertifikat zeigen</translation>
        </message>
        <message>
            <source>&amp;Open step in the Inspector</source>
            <translation>Schritt im &amp;Inspektor öffnen</translation>
        </message>
        <message>
            <source>Run a&amp;gain</source>
            <translation>Noch&amp;mals ausführen</translation>
        </message>
        <message>
            <source>Open a scenario…</source>
            <translation>Szenario öffnen…</translation>
        </message>
        <message>
            <source>Save the scenario…</source>
            <translation>Szenario speichern…</translation>
        </message>
        <message>
            <source>Save the report…</source>
            <translation>Bericht speichern…</translation>
        </message>
        <message>
            <source>Compare with…</source>
            <translation>Vergleichen mit…</translation>
        </message>
        <message>
            <source>Save the figures…</source>
            <translation>Zahlen speichern…</translation>
        </message>
        <message>
            <source>Ways to test</source>
            <translation>Arten zu testen</translation>
        </message>
        <message>
            <source>Enrollment</source>
            <translation>Registrierung</translation>
        </message>
        <message>
            <source>Scenarios</source>
            <translation>Szenarien</translation>
        </message>
        <message>
            <source>Conformance</source>
            <translation>Konformität</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>Runs it now (Ctrl+R)</source>
            <translation>Jetzt ausführen (Ctrl+R)</translation>
        </message>
        <message>
            <source>Nothing runs.</source>
            <translation>Es läuft nichts.</translation>
        </message>
        <message>
            <source>Ends it at once</source>
            <translation>Beendet es sofort</translation>
        </message>
        <message>
            <source>Nothing was run yet.</source>
            <translation>Es wurde noch nichts ausgeführt.</translation>
        </message>
        <message>
            <source>Opens one from a JSON file</source>
            <translation>Öffnet eines aus einer JSON-Datei</translation>
        </message>
        <message>
            <source>Saves it as JSON, for here and the command line</source>
            <translation>Speichert es als JSON, für hier und die Befehlszeile</translation>
        </message>
        <message>
            <source>As JSON, JUnit or text</source>
            <translation>Als JSON, JUnit oder Text</translation>
        </message>
        <message>
            <source>Shows what another report, saved as JSON, had</source>
            <translation>Zeigt, was ein anderer, als JSON gespeicherter Bericht enthielt</translation>
        </message>
        <message>
            <source>End the comparison</source>
            <translation>Vergleich beenden</translation>
        </message>
        <message>
            <source>As JSON, JUnit, HTML, Markdown or text</source>
            <translation>Als JSON, JUnit, HTML, Markdown oder Text</translation>
        </message>
        <message>
            <source>As JSON, CSV, a chart or text</source>
            <translation>Als JSON, CSV, Diagramm oder Text</translation>
        </message>
        <message>
            <source>It is not pending.</source>
            <translation>Die Anfrage wartet nicht.</translation>
        </message>
        <message>
            <source>No certificate was issued.</source>
            <translation>Es wurde kein Zertifikat ausgestellt.</translation>
        </message>
        <message>
            <source>It waits at another server.</source>
            <translation>Die Anfrage wartet bei einem anderen Server.</translation>
        </message>
        <message>
            <source>Choose a step that sent something.</source>
            <translation>Wählen Sie einen Schritt, der etwas gesendet hat.</translation>
        </message>
        <message>
            <source>It runs already.</source>
            <translation>Sie läuft schon.</translation>
        </message>
        <message>
            <source>Does not wait for the next poll</source>
            <translation>Wartet nicht auf die nächste Nachfrage</translation>
        </message>
        <message>
            <source>Approves the request as it stands, then polls</source>
            <translation>Genehmigt die Anfrage, wie sie ist, und fragt dann nach</translation>
        </message>
        <message>
            <source>As PKCS#12 or PEM</source>
            <translation>Als PKCS#12 oder PEM</translation>
        </message>
        <message>
            <source>The next run renews this certificate</source>
            <translation>Der nächste Lauf erneuert dieses Zertifikat</translation>
        </message>
        <message>
            <source>Among the certificates, or in a window of its own</source>
            <translation>Unter den Zertifikaten oder in einem eigenen Fenster</translation>
        </message>
        <message>
            <source>Shows what was sent and what came (Enter in the list)</source>
            <translation>Zeigt, was gesendet wurde und was kam (Enter in der Liste)</translation>
        </message>
        <message>
            <source>The same run once more</source>
            <translation>Derselbe Lauf noch einmal</translation>
        </message>
        <message>
            <source>Sen&amp;d again</source>
            <translation>Erneut sen&amp;den</translation>
        </message>
        <message>
            <source>The run is not over.</source>
            <translation>Der Lauf ist noch nicht zu Ende.</translation>
        </message>
        <message>
            <source>A step is being sent.</source>
            <translation>Ein Schritt wird gerade gesendet.</translation>
        </message>
        <message>
            <source>Sends the same bytes to the same server, and compares the answers. A request is answered again, a code is used up.</source>
            <translation>Sendet dieselben Bytes an denselben Server und vergleicht die Antworten. Eine Anfrage wird erneut beantwortet, ein Code verbraucht.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestMisbehaviorForm</name>
        <message>
            <source>%1. A service ought to accept it.</source>
            <translation>%1. Ein Dienst soll das annehmen.</translation>
        </message>
        <message>
            <source>%1. A service ought to refuse it.</source>
            <translation>%1. Ein Dienst soll das ablehnen.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestResultCard</name>
        <message>
            <source>The service does not take an algorithm of the message.</source>
            <translation>Der Dienst nimmt ein Verfahren der Nachricht nicht an.</translation>
        </message>
        <message>
            <source>The service could not verify the signature of the message.</source>
            <translation>Der Dienst konnte die Signatur der Nachricht nicht prüfen.</translation>
        </message>
        <message>
            <source>The service does not permit or support this: often the challenge is wrong, used up or missing.</source>
            <translation>Der Dienst erlaubt oder unterstützt das nicht: Oft ist die Challenge falsch, verbraucht oder fehlt.</translation>
        </message>
        <message>
            <source>The signing time was too far from the time of the service.</source>
            <translation>Die Signaturzeit wich zu weit von der Zeit des Dienstes ab.</translation>
        </message>
        <message>
            <source>The service found no certificate that fits.</source>
            <translation>Der Dienst fand kein passendes Zertifikat.</translation>
        </message>
        <message>
            <source>The service answered with HTTP %1 instead of a SCEP message.</source>
            <translation>Der Dienst antwortete mit HTTP %1 statt mit einer SCEP-Nachricht.</translation>
        </message>
        <message>
            <source>The service gives no known reason.</source>
            <translation>Der Dienst nennt keinen bekannten Grund.</translation>
        </message>
        <message>
            <source>The request was refused. %1</source>
            <translation>Die Anfrage wurde abgelehnt. %1</translation>
        </message>
        <message>
            <source>The conversation with the service goes on.</source>
            <translation>Der Nachrichtenaustausch mit dem Dienst geht weiter.</translation>
        </message>
        <message>
            <source>The request waits for somebody's approval.</source>
            <translation>Die Anfrage wartet darauf, dass jemand sie genehmigt.</translation>
        </message>
        <message>
            <source>The request still waits for somebody's approval. It is not asked for any more.</source>
            <translation>Die Anfrage wartet noch darauf, dass jemand sie genehmigt. Es wird nicht mehr nachgefragt.</translation>
        </message>
        <message>
            <source>A certificate was issued for a request that ought to have been refused.</source>
            <translation>Es wurde ein Zertifikat für eine Anfrage ausgestellt, die hätte abgelehnt werden sollen.</translation>
        </message>
        <message>
            <source>A certificate was issued. Its key is the one of the request, and it chains to the CA of the service.</source>
            <translation>Es wurde ein Zertifikat ausgestellt. Sein Schlüssel ist der der Anfrage, und seine Kette führt zur CA des Dienstes.</translation>
        </message>
        <message>
            <source>It was cancelled. What the service did with the request so far stays done.</source>
            <translation>Es wurde abgebrochen. Was der Dienst mit der Anfrage bis dahin getan hat, bleibt bestehen.</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Copy as</source>
            <translation>Kopieren als</translation>
        </message>
        <message>
            <source>The file holds the private key. A passphrase keeps others from using it; without one whoever has the file has the key.</source>
            <translation>Die Datei enthält den privaten Schlüssel. Eine Passphrase hindert andere daran, ihn zu verwenden; ohne sie hat den Schlüssel, wer die Datei hat.</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>Save as PKCS#12…</source>
            <translation>Als PKCS#12 speichern…</translation>
        </message>
        <message>
            <source>Save as PEM…</source>
            <translation>Als PEM speichern…</translation>
        </message>
        <message>
            <source>Nothing was run yet. Choose a service and an identity, then run: every step is shown as it happens.</source>
            <translation>Es wurde noch nichts ausgeführt. Wählen Sie einen Dienst und eine Identität, und führen Sie dann aus: Jeder Schritt wird gezeigt, während er geschieht.</translation>
        </message>
        <message numerus="yes">
            <source>Poll %1 of %2 in %n s.</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>Nachfrage %1 von %2 in %n s.</numerusform>
                <numerusform>Nachfrage %1 von %2 in %n s.</numerusform>
            </translation>
        </message>
        <message>
            <source>Mind</source>
            <translation>Zu beachten</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>Namen</translation>
        </message>
        <message>
            <source>Issuer</source>
            <translation>Aussteller</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>Endet</translation>
        </message>
        <message>
            <source>Besides</source>
            <translation>Außerdem</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <source>Save key and certificate</source>
            <translation>Schlüssel und Zertifikat speichern</translation>
        </message>
        <message>
            <source>PEM (*.pem)</source>
            <translation>PEM (*.pem)</translation>
        </message>
        <message>
            <source>PKCS#12 (*.p12 *.pfx)</source>
            <translation>PKCS#12 (*.p12 *.pfx)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Saving key and certificate</source>
            <translation>Schlüssel und Zertifikat speichern</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestRunModel</name>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>Wartend</translation>
        </message>
        <message>
            <source>Issued, against reason</source>
            <translation>Zu Unrecht ausgestellt</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Refused, as expected</source>
            <translation>Abgelehnt, wie erwartet</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>renewal</source>
            <translation>Erneuerung</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>What was special</source>
            <translation>Was besonders war</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1: %2, %3</source>
            <translation>%1: %2, %3</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TestServerForm</name>
        <message>
            <source>The secret is on the clipboard; it leaves it soon.</source>
            <translation>Das Geheimnis ist in der Zwischenablage; dort wird es bald gelöscht.</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>This workbench</source>
            <translation>Diese Werkbank</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Ein anderer Server</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Start the responder</source>
            <translation>Responder starten</translation>
        </message>
        <message>
            <source>URL</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>CA fingerprint</source>
            <translation>CA-Fingerabdruck</translation>
        </message>
        <message>
            <source>SHA-1 to SHA-512 of a certificate of the CA. Empty: whatever it shows is believed.</source>
            <translation>SHA-1 bis SHA-512 eines Zertifikats der CA. Leer: Was sie vorzeigt, wird geglaubt.</translation>
        </message>
        <message>
            <source>CA identifier</source>
            <translation>CA-Kennung</translation>
        </message>
        <message>
            <source>The message parameter of GetCACaps and GetCACert.</source>
            <translation>Der Parameter message von GetCACaps und GetCACert.</translation>
        </message>
        <message>
            <source>As the client does</source>
            <translation>Wie der Client es tut</translation>
        </message>
        <message>
            <source>Messages by</source>
            <translation>Nachrichten per</translation>
        </message>
        <message>
            <source> s</source>
            <translation> s</translation>
        </message>
        <message>
            <source>Give up after</source>
            <translation>Aufgeben nach</translation>
        </message>
        <message>
            <source>CA roots for TLS</source>
            <translation>Root-CAs für TLS</translation>
        </message>
        <message>
            <source>Trusted besides those of the system.</source>
            <translation>Vertraut zusätzlich zu denen des Systems.</translation>
        </message>
        <message>
            <source>Client certificate for TLS</source>
            <translation>Client-Zertifikat für TLS</translation>
        </message>
        <message>
            <source>Client certificate</source>
            <translation>Client-Zertifikat</translation>
        </message>
        <message>
            <source>Key of the client certificate</source>
            <translation>Schlüssel des Client-Zertifikats</translation>
        </message>
        <message>
            <source>Its key</source>
            <translation>Sein Schlüssel</translation>
        </message>
        <message>
            <source>Challenge</source>
            <translation>Challenge</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Challenge password</source>
            <translation>Challenge-Passwort</translation>
        </message>
        <message>
            <source>Show the challenge</source>
            <translation>Challenge anzeigen</translation>
        </message>
        <message>
            <source>Mint one</source>
            <translation>Code ausgeben</translation>
        </message>
        <message>
            <source>Mints a one-time code for this endpoint and puts it here</source>
            <translation>Gibt einen Einmalcode für diesen Endpunkt aus und setzt ihn hier ein</translation>
        </message>
        <message>
            <source>Admin page</source>
            <translation>Admin-Seite</translation>
        </message>
        <message>
            <source>User</source>
            <translation>Benutzer</translation>
        </message>
        <message>
            <source>Who may fetch codes there. Basic or NTLM, as it asks.</source>
            <translation>Wer dort Codes holen darf. Basic oder NTLM, je nachdem, was sie verlangt.</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>The responder does not run.</source>
            <translation>Der Responder läuft nicht.</translation>
        </message>
        <message>
            <source>Gates: %1</source>
            <translation>Prüfstellen: %1</translation>
        </message>
        <message>
            <source>This is no SHA-1, SHA-256, SHA-384 or SHA-512.</source>
            <translation>Das ist kein SHA-1, SHA-256, SHA-384 oder SHA-512.</translation>
        </message>
        <message>
            <source>What the endpoint takes</source>
            <translation>Was der Endpunkt annimmt</translation>
        </message>
        <message>
            <source>Typed here</source>
            <translation>Hier getippt</translation>
        </message>
        <message>
            <source>An NDES admin page</source>
            <translation>Eine NDES-Admin-Seite</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>A new one-time code for each enrollment, or its static challenge.</source>
            <translation>Ein neuer Einmalcode für jede Registrierung, oder seine statische Challenge.</translation>
        </message>
        <message>
            <source>A new code for each enrollment.</source>
            <translation>Ein neuer Code für jede Registrierung.</translation>
        </message>
        <message>
            <source>No code was minted.</source>
            <translation>Es wurde kein Code ausgegeben.</translation>
        </message>
        <message>
            <source>Enter the URL of the NDES admin page, with http:// or https://.</source>
            <translation>Geben Sie die URL der NDES-Admin-Seite ein, mit http:// oder https://.</translation>
        </message>
        <message>
            <source>There is no endpoint.</source>
            <translation>Es gibt keinen Endpunkt.</translation>
        </message>
        <message>
            <source>Enter the URL of the service, with http:// or https://.</source>
            <translation>Geben Sie die URL des Dienstes ein, mit http:// oder https://.</translation>
        </message>
        <message>
            <source>The CA fingerprint is not one.</source>
            <translation>Der CA-Fingerabdruck ist keiner.</translation>
        </message>
        <message>
            <source>The client certificate needs its key.</source>
            <translation>Das Client-Zertifikat braucht seinen Schlüssel.</translation>
        </message>
        <message>
            <source>“%1” of this workbench</source>
            <translation>„%1“ dieser Werkbank</translation>
        </message>
        <message>
            <source>Encrypt to</source>
            <translation>Verschlüsseln für</translation>
        </message>
        <message>
            <source>Fingerprint of one of the certificates of GetCACert. Empty: as the client chooses.</source>
            <translation>Fingerabdruck eines der Zertifikate von GetCACert. Leer: wie der Client wählt.</translation>
        </message>
        <message>
            <source>The fingerprint to encrypt to is not one.</source>
            <translation>Der Fingerabdruck, für den verschlüsselt wird, ist keiner.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::Texts</name>
        <message numerus="yes">
            <source>%n s</source>
            <comment>seconds</comment>
            <translation>
                <numerusform>%n s</numerusform>
                <numerusform>%n s</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <comment>minutes</comment>
            <translation>
                <numerusform>%n min</numerusform>
                <numerusform>%n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h</source>
            <comment>hours</comment>
            <translation>
                <numerusform>%n h</numerusform>
                <numerusform>%n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>in %1</source>
            <comment>a length of time</comment>
            <translation>noch %1</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <comment>a length of time</comment>
            <translation>%1 her</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>Wartend</translation>
        </message>
        <message>
            <source>Issued</source>
            <translation>Ausgestellt</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Unused</source>
            <translation>Unbenutzt</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Benutzt</translation>
        </message>
        <message>
            <source>Withdrawn</source>
            <translation>Zurückgezogen</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Not yet valid</source>
            <translation>Noch nicht gültig</translation>
        </message>
        <message>
            <source>Ends soon</source>
            <translation>Endet bald</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Gültig</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TimeoutEdit</name>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficModel</name>
        <message>
            <source>%1 +%2</source>
            <comment>worst finding, and how many more</comment>
            <translation>%1 +%2</translation>
        </message>
        <message>
            <source>no reply</source>
            <translation>keine Antwort</translation>
        </message>
        <message>
            <source>transactionID: how the client names this enrollment</source>
            <translation>transactionID: wie der Client diese Registrierung nennt</translation>
        </message>
        <message>
            <source>Bytes of the request and of the reply</source>
            <translation>Bytes der Anfrage und der Antwort</translation>
        </message>
        <message>
            <source>Milliseconds until the reply left</source>
            <translation>Millisekunden, bis die Antwort hinausging</translation>
        </message>
        <message>
            <source>The worst that was found, and how much more</source>
            <translation>Das Schlimmste, was gefunden wurde, und wie viel mehr</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>Nr.</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>Peer</source>
            <translation>Gegenstelle</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Transaction</source>
            <translation>Transaktion</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>ms</source>
            <translation>ms</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>Subject</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>(hidden)</source>
            <translation>(verborgen)</translation>
        </message>
        <message numerus="yes">
            <source>%1 (%n exchange(s))</source>
            <translation>
                <numerusform>%1 (%n Austausch)</numerusform>
                <numerusform>%1 (%n Austausche)</numerusform>
            </translation>
        </message>
        <message>
            <source>Exchange %1: %2 from %3 at %4, answered %5</source>
            <translation>Austausch %1: %2 von %3 um %4, beantwortet mit %5</translation>
        </message>
        <message numerus="yes">
            <source>%n finding(s)</source>
            <translation>
                <numerusform>%n Befund</numerusform>
                <numerusform>%n Befunde</numerusform>
            </translation>
        </message>
        <message>
            <source>The recorded traffic is damaged. The workspace is not.</source>
            <translation>Der aufgezeichnete Verkehr ist beschädigt. Der Arbeitsbereich ist es nicht.</translation>
        </message>
        <message>
            <source>Start the responder: it moves the damaged file aside and begins a new one.</source>
            <translation>Starten Sie den Responder: Er schiebt die beschädigte Datei beiseite und beginnt eine neue.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficView</name>
        <message>
            <source>Recorded exchanges</source>
            <translation>Aufgezeichneter Nachrichtenaustausch</translation>
        </message>
        <message>
            <source>The list is being read</source>
            <translation>Die Liste wird gelesen</translation>
        </message>
        <message>
            <source>Failures</source>
            <translation>Fehlschläge</translation>
        </message>
        <message>
            <source>Enrollments</source>
            <translation>Registrierungen</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>Befunde</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>the selected rows</source>
            <translation>die gewählten Zeilen</translation>
        </message>
        <message numerus="yes">
            <source>At most %n row(s) can be copied at once.</source>
            <translation>
                <numerusform>Auf einmal kann höchstens %n Zeile kopiert werden.</numerusform>
                <numerusform>Auf einmal können höchstens %n Zeilen kopiert werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>The list is not as it should be.</source>
            <translation>Die Liste ist nicht, wie sie sein sollte.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Nothing fits this filter.</source>
            <translation>Nichts passt zu diesem Filter.</translation>
        </message>
        <message numerus="yes">
            <source>There are %n in all.</source>
            <translation>
                <numerusform>Insgesamt gibt es %n Eintrag.</numerusform>
                <numerusform>Insgesamt gibt es %n Einträge.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter leeren</translation>
        </message>
        <message>
            <source>Nothing here belongs to a transaction.</source>
            <translation>Nichts hier gehört zu einer Transaktion.</translation>
        </message>
        <message>
            <source>Show every exchange</source>
            <translation>Jeden Austausch zeigen</translation>
        </message>
        <message>
            <source>Following</source>
            <translation>Folgt</translation>
        </message>
        <message>
            <source>To the newest</source>
            <translation>Zum Neuesten</translation>
        </message>
        <message numerus="yes">
            <source>%n new below</source>
            <translation>
                <numerusform>%n neuer unten</numerusform>
                <numerusform>%n neue unten</numerusform>
            </translation>
        </message>
        <message>
            <source>The last row is in sight: the list moves on with what comes in.</source>
            <translation>Die letzte Zeile ist zu sehen: Die Liste läuft mit dem mit, was hereinkommt.</translation>
        </message>
        <message>
            <source>The list stays where it is. Go to the newest, and follow what comes in.</source>
            <translation>Die Liste bleibt, wo sie ist. Zum Neuesten gehen und dem folgen, was hereinkommt.</translation>
        </message>
        <message>
            <source>Exchange %1 is not kept any more.</source>
            <translation>Austausch %1 wird nicht mehr aufbewahrt.</translation>
        </message>
        <message>
            <source>Of this message nothing was kept that could be opened.</source>
            <translation>Von dieser Nachricht wurde nichts behalten, was sich öffnen ließe.</translation>
        </message>
        <message>
            <source>HTTP archive</source>
            <translation>HTTP-Archiv</translation>
        </message>
        <message>
            <source>Packet capture</source>
            <translation>Paketmitschnitt</translation>
        </message>
        <message>
            <source>Redacted bundle</source>
            <translation>Geschwärztes Bündel</translation>
        </message>
        <message>
            <source>The selection</source>
            <translation>Die Auswahl</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n ausgewählt</numerusform>
                <numerusform>%n ausgewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>The transaction</source>
            <translation>Die Transaktion</translation>
        </message>
        <message numerus="yes">
            <source>All %n</source>
            <translation>
                <numerusform>%n – alle</numerusform>
                <numerusform>Alle %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n that are shown</source>
            <translation>
                <numerusform>%n – alle gezeigten</numerusform>
                <numerusform>Alle %n gezeigten</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (.%2)…</source>
            <translation>%1 (.%2)…</translation>
        </message>
        <message>
            <source>Save exchanges</source>
            <translation>Austausche speichern</translation>
        </message>
        <message>
            <source>%1 (*.%2)</source>
            <translation>%1 (*.%2)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Saving exchanges</source>
            <translation>Speichere Austausche</translation>
        </message>
        <message>
            <source>They could not be compared.</source>
            <translation>Sie konnten nicht verglichen werden.</translation>
        </message>
        <message>
            <source>Request of exchange %1</source>
            <translation>Anfrage des Austauschs %1</translation>
        </message>
        <message>
            <source>Reply of exchange %1</source>
            <translation>Antwort des Austauschs %1</translation>
        </message>
        <message>
            <source>One of the two has no such message to compare.</source>
            <translation>Einer der beiden hat keine solche Nachricht zum Vergleichen.</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::TrafficWindow</name>
        <message>
            <source>%1 — Inspector</source>
            <translation>%1 – Inspektor</translation>
        </message>
        <message>
            <source>Reading %1…</source>
            <translation>Lese %1…</translation>
        </message>
        <message>
            <source>It can be cancelled at the bottom of the main window.</source>
            <translation>Unten im Hauptfenster lässt es sich abbrechen.</translation>
        </message>
        <message>
            <source>Reading %1</source>
            <translation>Lese %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>There is no HTTP message in this file.</source>
            <translation>In dieser Datei ist keine HTTP-Nachricht.</translation>
        </message>
        <message numerus="yes">
            <source>%n remark(s) about this file.</source>
            <translation>
                <numerusform>%n Bemerkung zu dieser Datei.</numerusform>
                <numerusform>%n Bemerkungen zu dieser Datei.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>&amp;Speichern</translation>
        </message>
        <message>
            <source>&amp;Group by transaction</source>
            <translation>Nach Transaktion &amp;gruppieren</translation>
        </message>
        <message>
            <source>&amp;Redact</source>
            <translation>&amp;Schwärzen</translation>
        </message>
        <message>
            <source>Com&amp;pare the two</source>
            <translation>Die beiden &amp;vergleichen</translation>
        </message>
        <message>
            <source>Select two exchanges first.</source>
            <translation>Wählen Sie zuerst zwei Austausche aus.</translation>
        </message>
        <message>
            <source>Decoding…</source>
            <translation>Wird dekodiert…</translation>
        </message>
    </context>
    <context>
        <name>scepter::ui::WrapText</name>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
    </context>
</TS>
