"""The scan for secrets finds what is planted, and its list of false alarms is no hole."""

from tests.hygiene.secrets import Alarm, alarms

# Written in two pieces: no file of the repository may hold one whole.
PLANTED = {
    "a key of a cloud": 'KEY = "AKIA' + 'IOSFODNN7EXAMPL2"',
    "a token of a forge": 'GITHUB = "ghp_' + '16C7e42F292c6912E7710c838347Ae178B4a"',
    "a database with its password": '"postgresql' + '://sothon:Xk39dkqLw20s@db.example/sothon"',
    "a password": "smtp_pass" + 'word = "tR9kdLw02Qx-long"',
    "a private key": "-----BEGIN " + "PRIVATE KEY-----\nMIIEvgIBADANBgkqhkiG9w0B",
}


def test_each_planted_secret_is_found(tmp_path):
    for number, planted in enumerate(PLANTED.values()):
        (tmp_path / f"settings_{number}.py").write_text(planted + "\n")
    found = {alarm.file for alarm in alarms((p.name for p in tmp_path.iterdir()), tmp_path)}
    assert found == {f"settings_{number}.py" for number in range(len(PLANTED))}


def test_an_explanation_holds_only_in_its_place():
    line = 'PASSWORD = "so-thon-demo"'
    assert Alarm("api/demo/demonstration.py", 29, "Secret Keyword", line).explained()
    assert not Alarm("api/http/auth.py", 29, "Secret Keyword", line).explained()
    assert not Alarm("api/demo/demonstration.py", 29, "Secret Keyword", 'TOKEN = "x"').explained()
