"""A visitor of a site made by Outcomes: pages are read and forms are sent as a browser does it, with nothing but Python."""

import html.parser
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at, and followed by hand."""

    def redirect_request(self, *_):
        return None


class Forms(html.parser.HTMLParser):
    """The forms of a page, each with its address and the fields that a browser would send."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.form, self.select, self.area = [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag == "form":
            self.form = {"action": has.get("action", ""), "method": has.get("method", "get"), "fields": [], "names": set(), "buttons": []}
            self.forms.append(self.form)
        if self.form is None or has.get("disabled") is not None and "disabled" in has:
            return
        name, value = has.get("name"), has.get("value") or ""
        if tag == "button":
            self.form["buttons"].append((name, value))
        if tag == "option" and self.select is not None:
            self.select["options"].append((has.get("value", ""), "selected" in has))
        if name is None or tag not in ("input", "select", "textarea"):
            return
        self.form["names"].add(name)
        if tag == "select":
            self.select = {"name": name, "options": []}
        elif tag == "textarea":
            self.area = [name, ""]
        elif has.get("type") not in ("radio", "checkbox", "submit", "file") or "checked" in has:
            self.form["fields"].append((name, value))

    def handle_data(self, data):
        if self.area is not None:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select" and self.select is not None and self.form is not None:
            options = self.select["options"]
            chosen = [value for value, is_chosen in options if is_chosen] or [value for value, _ in options[:1]]
            self.form["fields"] += [(self.select["name"], value) for value in chosen]
            self.select = None
        elif tag == "textarea" and self.area is not None and self.form is not None:
            self.form["fields"].append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None


def words(page):
    """What a page says, for messages of this script."""
    main = page[page.find("<main"):]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))[:3000]


class Visitor:
    """Somebody at the site, with the cookies of their browser."""

    def __init__(self, base):
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(Stay, urllib.request.HTTPCookieProcessor(jar))

    def ask(self, path, body=None, kind="application/x-www-form-urlencoded"):
        """The status, the text and where it leads."""
        request = urllib.request.Request(self.base + path, data=body)
        if body is not None:
            request.add_header("Content-Type", kind)
            request.add_header("Sec-Fetch-Site", "same-origin")
        try:
            answer = self.opener.open(request, timeout=300)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.read().decode("utf-8", "replace"), answer.headers.get("Location", "")

    def get(self, path):
        status, text, leads = self.ask(path)
        assert status == 200, (path, status, leads, words(text))
        return text

    def send(self, path, fields, expected=303):
        status, text, leads = self.ask(path, urllib.parse.urlencode(fields).encode())
        assert status == expected, (path, status, leads, fields, words(text))
        return text if status != 303 else leads

    def fill(self, path, typed, having=None, expected=303, page=None):
        """Opens a page and sends the form that has these fields (and `having`, where two forms have them), filled as typed."""
        page = page or self.get(path)
        wanted = set(having if having is not None else typed)
        forms = [form for form in Forms(page).forms if form["method"] == "post" and wanted <= form["names"]]
        assert forms, (path, wanted, [(form["action"], sorted(form["names"])) for form in Forms(page).forms])
        fields = [(name, value) for name, value in forms[0]["fields"] if name not in typed]
        for name, value in typed.items():
            fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return self.send(forms[0]["action"] or path, fields, expected)

    def upload(self, path, name, data, expected=303):
        """Sends a file, as its form does it."""
        mark = "----a-form-of-the-site"
        head = f'--{mark}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        status, text, leads = self.ask(path, body, f"multipart/form-data; boundary={mark}")
        assert status == expected, (path, status, leads, words(text))
        return text if status != 303 else leads

    def accept(self, link, name, password):
        """Accepts an invitation."""
        path = urllib.parse.urlparse(link).path
        self.fill(path, {"name": name, "password": password})

    def sign_in(self, email, password, expected=303):
        self.fill("/sign-in", {"email": email, "password": password}, expected=expected)
