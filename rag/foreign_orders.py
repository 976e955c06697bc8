"""The call to drop what one was told, or to answer so and no otherwise, in other languages that news is written in."""

import re

_CLAUSE = r"(?:^\W*|[.:;!?,\"“„«]\s*)(?:bitte |por favor |s'il vous plaît |per favore )?"
FOREIGN = re.compile(  # of text in small letters
    rf"{_CLAUSE}(?:ignorier\w*|vergiss|vergesst|missachte\w*)\s.{{0,60}}"
    r"(?:anweisung|instruktion|vorgabe|befehl|regel|alles|oben|bisherig|vorherig)"
    rf"|{_CLAUSE}(?:ignore[zr]?|oublie[zr]?|ne tene?z? pas compte)\s.{{0,60}}"
    r"(?:instructions|consignes|directives|règles|ce qui précède|tout ce)\b"
    rf"|{_CLAUSE}(?:ignor[ae]n?|olvid[ae]n?|haz caso omiso)\s.{{0,60}}"
    r"(?:instrucciones|órdenes|indicaciones|reglas|lo anterior|todo lo)\b"
    rf"|{_CLAUSE}(?:ignor[ae]|esque[çc]\w*|desconsider\w*)\s.{{0,60}}(?:instruções|ordens|regras|comandos|tudo)\b"
    rf"|{_CLAUSE}(?:ignora\w*|dimentica\w*)\s.{{0,60}}(?:istruzioni|indicazioni|regole|ordini|tutto)\b"
    rf"|{_CLAUSE}(?:negeer|vergeet)\s.{{0,60}}(?:instructies|aanwijzingen|opdrachten|regels|alles)\b"
    rf"|{_CLAUSE}(?:z?ignoruj\w*|zapomnij\w*)\s.{{0,60}}(?:instrukcj|polece|zasad|wszyst)"
    rf"|{_CLAUSE}(?:antworte\w*|répond(?:s|ez)|responde\w*|responda\w*|rispond[ia]\w*|antwoord|odpowiedz)\s+"
    r"(?:nur|ausschließlich|auf (?:alle|jede)|uniquement|seulement|à toute|sólo|solo|únicamente|a toda|apenas|somente"
    r"|só|soltanto|alleen|enkel|op alle|tylko)\b"
    r"|(?:про)?игнориру(?:й|йте)\b.{0,60}(?:инструкци|указани|команд|правил|вс[её])"
    r"|забудь(?:те)?\b.{0,60}(?:инструкци|указани|команд|вс[её])|(?:ответь|отвечай|напиши)(?:те)? только"
    r"|ігнору(?:й|йте)\b.{0,60}(?:інструкці|вказівк)|(?:talimat|komut)\w*.{0,20}(?:yok say|görmezden gel|unut)"
    r"|abaikan .{0,60}(?:instruksi|perintah)|bỏ qua .{0,60}(?:hướng dẫn|chỉ dẫn|lệnh)"
    r"|(?:忽略|忽视|忽視|无视|無視|忘记|忘記).{0,60}(?:指令|指示|提示|命令|规则|規則|上面|以上|之前|内容)"
    r"|只(?:输出|輸出|回答|回复|回覆)|(?:指示|命令|プロンプト|ルール).{0,15}(?:無視|忘れ)|だけを?(?:出力|答え|回答)"
    r"|(?:지시|명령|프롬프트|지침).{0,15}(?:무시|잊)|라고만 (?:답|대답|말)"
    r"|تجاهل.{0,60}(?:التعليمات|الأوامر|التوجيهات)|(?:निर्देश|आदेश).{0,40}(?:अनदेखा|नज़रअंदाज़|भूल)"
)
