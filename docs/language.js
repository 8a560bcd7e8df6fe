// Pages below zh/ are Chinese: screen readers and fonts go by that.
if (location.pathname.includes("/zh/")) document.documentElement.lang = "zh-Hans";
